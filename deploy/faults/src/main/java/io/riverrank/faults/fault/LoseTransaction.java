package io.riverrank.faults.fault;

import io.riverrank.faults.broker.Broker;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.inject.FaultSwitch;
import io.riverrank.faults.inject.agent.Command;
import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;
import io.riverrank.faults.trial.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The broker is away between a checkpoint and its commit, for longer than the transaction timeout,
 * so that it aborts what the checkpoint counts as written. The job has to fail and say so; then
 * what docs/operations.md tells the operator is done: start from an older checkpoint.
 *
 * <p>The moment between the two is milliseconds long, so commits are held until the broker is gone.
 */
final class LoseTransaction extends InjectedFault {

  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration ABORT = Duration.ofSeconds(5);
  private static final Duration COMMIT = Duration.ofSeconds(60);
  private static final Duration FAILURE = Duration.ofSeconds(120);
  private static final String ERROR = "LostTransactionException";

  LoseTransaction() {
    super(
        "lose-transaction",
        "broker stopped before a commit, for longer than the transaction timeout",
        Needs.of(
            JobSpec.USUAL
                .with("kafka.transaction-timeout", TRANSACTION_TIMEOUT.toSeconds() + " s")
                .with("execution.checkpointing.timeout", "10 s")));
  }

  @Override
  void inject(Trial trial) throws Exception {
    trial.allowDoubles();
    stopBrokerBeforeCommit(trial);
    Workload workload = trial.workload();
    Waiting.until(
        "the job fails with " + ERROR, FAILURE, () -> workload.job().failure().contains(ERROR));
    workload.job().cancel();
    startFromOlderCheckpoint(trial, workload.job().retainedCheckpoints());
    trial.outageIsOver();
  }

  private static void stopBrokerBeforeCommit(Trial trial) throws Exception {
    Broker broker = trial.bench().broker();
    FaultSwitch faultSwitch = trial.bench().faultSwitch();
    long held = faultSwitch.count(Command.Mode.HOLD_COMMITS);
    faultSwitch.set(Command.of(Command.Mode.HOLD_COMMITS));
    try {
      Waiting.until(
          "a commit is held", COMMIT, () -> faultSwitch.count(Command.Mode.HOLD_COMMITS) > held);
      broker.stop();
      Waiting.pass(TRANSACTION_TIMEOUT);
      broker.start();
      Waiting.pass(ABORT);
    } finally {
      faultSwitch.set(Command.OFF);
    }
  }

  /** The latest has the lost transaction. */
  private static void startFromOlderCheckpoint(Trial trial, List<Path> checkpoints)
      throws IOException, InterruptedException {
    if (checkpoints.size() < 2) {
      throw new IllegalStateException("there is no older checkpoint: " + checkpoints);
    }
    Workload workload = trial.workload();
    workload.submit(
        trial.bench().cluster(), workload.spec(), checkpoints.get(1).toUri().toString());
  }
}
