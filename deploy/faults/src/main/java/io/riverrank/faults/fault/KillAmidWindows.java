package io.riverrank.faults.fault;

import io.riverrank.faults.monitor.MonitorWorkload;
import io.riverrank.faults.trial.Bench;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;

/**
 * A monitor on a topic of results, whose task managers are killed amid its windows. Results come
 * from the suite and not from a job, so that what must be in each window is known to the digit.
 */
final class KillAmidWindows implements Fault {

  @Override
  public String kind() {
    return "monitor";
  }

  @Override
  public String description() {
    return "kill -9 of a task manager amid the windows of a monitor";
  }

  @Override
  public Needs needs() {
    return Needs.FREE_SLOTS;
  }

  @Override
  public int times() {
    return 10;
  }

  @Override
  public void run(Trial trial, int times) throws Exception {
    Bench bench = trial.bench();
    try (MonitorWorkload monitor =
        new MonitorWorkload(
            bench.broker().bootstrapServers(),
            bench.cluster(),
            bench.setup().jobJar(),
            bench.setup().folder().resolve("monitor"),
            trial.random())) {
      monitor.awaitFirstRecords();
      for (int i = 0; i < times; i++) {
        trial.awaitRandomMoment();
        long timeMs = monitor.clockMs();
        trial.inject(() -> trial.killTaskManager(monitor.job()));
        trial.awaitRecovery(
            "a record of a window after the kill", () -> monitor.hasWindowSince(timeMs));
      }
      trial.judged(monitor.endAndCheck(settling()));
      trial.note("%d of the records are revisions".formatted(monitor.revisions()));
    }
  }
}
