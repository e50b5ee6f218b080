package io.riverrank.faults.fault;

import io.riverrank.faults.check.ShadowCheck;
import io.riverrank.faults.check.Verdict;
import io.riverrank.faults.rollout.CommittedShadows;
import io.riverrank.faults.traffic.Mix;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Setup;
import io.riverrank.faults.trial.Trial;
import java.io.IOException;

/**
 * A task manager is killed while a challenger is in shadow. What it had to score is lost, and
 * nothing of it may be on the shadow topic twice, or of a query that was not answered.
 */
final class KillInShadow implements Fault {

  private static final double SHARE = 0.5;

  private final String model;

  KillInShadow(Setup setup) {
    model = setup.tinyModel("xlmr-tiny").toString();
  }

  @Override
  public String kind() {
    return "rollout-shadow";
  }

  @Override
  public String description() {
    return "kill -9 of a task manager while another model is in shadow";
  }

  @Override
  public Needs needs() {
    return ControlledJob.NEEDS;
  }

  @Override
  public void run(Trial trial, int times) throws Exception {
    ControlledJob job = new ControlledJob(trial, model);
    trial.startFlow(Mix.USUAL);
    job.load();
    job.shadow(SHARE);
    for (int i = 0; i < times; i++) {
      trial.awaitRandomMoment();
      trial.inject(trial::killTaskManager);
      trial.awaitRecovery();
    }
    // So that what was compared after the last recovery is committed, too.
    trial.awaitRandomMoment();
    job.awaitRolledBack(job.rollBack());
    trial.checkMore(verdict -> check(trial, job.challenger(), verdict));
  }

  private static void check(Trial trial, String challenger, Verdict verdict) throws IOException {
    int compared =
        new ShadowCheck(trial.bench().models())
            .check(
                trial.inputs(),
                trial.workload().observed(),
                CommittedShadows.read(
                    trial.bench().broker().bootstrapServers(), trial.workload().name()),
                challenger,
                verdict);
    trial.note("%d queries were in shadow".formatted(compared));
  }
}
