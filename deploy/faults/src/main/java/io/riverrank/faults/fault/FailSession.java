package io.riverrank.faults.fault;

import io.riverrank.faults.cluster.RunningJob;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.inject.agent.Command;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;
import java.time.Duration;

/** The model fails in one way for some time. */
final class FailSession extends InjectedFault {

  private static final Duration REPORT = Duration.ofSeconds(30);

  private final Command.Mode mode;
  private final Duration time;
  private final boolean restarts;

  private FailSession(
      String kind, String description, Command.Mode mode, Duration time, boolean restarts) {
    super(kind, description, Needs.USUAL);
    this.mode = mode;
    this.time = time;
    this.restarts = restarts;
  }

  /** Every batch has to be split; all pairs are scored. */
  static FailSession batches() {
    return new FailSession(
        "session-batch",
        "run() throws for every batch of more than one pair, for 6 s",
        Command.Mode.BATCH,
        Duration.ofSeconds(6),
        false);
  }

  /** The task fails and restarts until the model works again; no pair is blamed. */
  static FailSession everything() {
    return new FailSession(
        "session-all",
        "run() throws for everything, for 20 s",
        Command.Mode.ALL,
        Duration.ofSeconds(20),
        true);
  }

  @Override
  void inject(Trial trial) throws Exception {
    long thrown = trial.bench().faultSwitch().count(mode);
    RunningJob job = trial.workload().job();
    long restartBefore = job.lastRestartMs();
    trial.bench().faultSwitch().set(Command.of(mode));
    try {
      Waiting.pass(time);
    } finally {
      trial.bench().faultSwitch().set(Command.OFF);
      trial.outageIsOver();
    }
    if (trial.bench().faultSwitch().count(mode) == thrown) {
      throw new IllegalStateException("run() did not throw");
    }
    if (restarts) {
      Waiting.until("the task restarts", REPORT, () -> job.lastRestartMs() != restartBefore);
    } else if (job.lastRestartMs() != restartBefore) {
      throw new IllegalStateException("the task restarted");
    }
  }
}
