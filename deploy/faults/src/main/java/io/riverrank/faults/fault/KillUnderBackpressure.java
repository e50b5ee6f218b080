package io.riverrank.faults.fault;

import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;
import java.time.Duration;

/** Unaligned checkpoints carry what waits in the network; then a task manager is killed. */
final class KillUnderBackpressure extends InjectedFault {

  private static final int QUERIES = 600;

  KillUnderBackpressure() {
    super(
        "unaligned",
        "kill -9 of a task manager under backpressure, with unaligned checkpoints",
        Needs.of(
            JobSpec.USUAL
                .with("execution.checkpointing.unaligned.enabled", "true")
                .with("rerank.limits.pending-pairs", "32")
                .with("rerank.batch.max-rows", "2")));
  }

  @Override
  void inject(Trial trial) throws Exception {
    long before = trial.workload().observed().results();
    trial.workload().traffic().burst(QUERIES);
    // In the middle: some of the burst is ranked, most is not.
    Waiting.until(
        "some of the burst is ranked",
        Duration.ofSeconds(120),
        () -> trial.workload().observed().results() > before + 20);
    trial.killTaskManager();
  }
}
