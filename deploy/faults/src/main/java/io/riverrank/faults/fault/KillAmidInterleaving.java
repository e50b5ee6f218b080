package io.riverrank.faults.fault;

import io.riverrank.faults.check.Observed;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.trial.Setup;
import io.riverrank.faults.trial.Trial;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import java.time.Duration;

/**
 * SIGKILL for a task manager while two models draft rankings together. Each ranking has to be what
 * both draft outside of Flink, and drafts go on after it.
 */
final class KillAmidInterleaving extends InjectedFault {
  private static final double SHARE = 0.5;
  private static final Duration LIMIT = Duration.ofSeconds(240);

  private final String model;

  KillAmidInterleaving(Setup setup) {
    super(
        "rollout-interleave",
        "kill -9 of a task manager while two models draft rankings together",
        ControlledJob.NEEDS);
    this.model = setup.tinyModel("xlmr-tiny").toString();
  }

  @Override
  void inject(Trial trial) throws Exception {
    ControlledJob job = new ControlledJob(trial, model);
    job.load();
    job.interleave(SHARE);
    trial.awaitRandomMoment();
    trial.killTaskManager();
    long killedNanos = System.nanoTime();
    job.commands().send(Kind.STATUS).awaitDone();
    Waiting.until(
        "an interleaved ranking of a query that began after the kill",
        LIMIT,
        () -> hasInterleaved(trial, killedNanos));
    job.awaitRolledBack(job.rollBack());
  }

  private static boolean hasInterleaved(Trial trial, long killedNanos) {
    Observed observed = trial.workload().observed();
    trial.workload().reader().requireAlive();
    return trial.inputs().plans().stream()
        .filter(plan -> plan.begunAfter(killedNanos))
        .flatMap(plan -> observed.of(plan.queryId()).results().stream())
        .anyMatch(RerankResult::isInterleaved);
  }
}
