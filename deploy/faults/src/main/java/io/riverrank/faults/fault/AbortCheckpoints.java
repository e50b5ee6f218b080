package io.riverrank.faults.fault;

import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;
import java.time.Duration;

/** A task manager that stands still for longer than a checkpoint may take. */
final class AbortCheckpoints extends InjectedFault {

  private static final Duration FREEZE = Duration.ofSeconds(9);

  AbortCheckpoints() {
    super(
        "abort-checkpoints",
        "a task manager stands still (SIGSTOP) until checkpoints time out",
        Needs.of(JobSpec.USUAL.with("execution.checkpointing.timeout", "4 s")));
  }

  @Override
  void inject(Trial trial) throws Exception {
    long before = trial.workload().job().failedCheckpoints();
    trial.bench().cluster().freezeTaskManager(trial.random(), FREEZE);
    if (trial.workload().job().failedCheckpoints() <= before) {
      throw new IllegalStateException("no checkpoint timed out");
    }
    trial.outageIsOver();
  }
}
