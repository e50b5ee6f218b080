package io.riverrank.faults.fault;

import io.riverrank.faults.traffic.Mix;
import io.riverrank.faults.traffic.Planner;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Setup;
import io.riverrank.faults.trial.Trial;
import java.time.Duration;

/** A million query ids with one open member each; task managers are killed while they pile up. */
final class ManyKeys implements Fault {

  /** By as many kills as the full suite has. */
  private static final int KEYS_A_KILL = 200_000;

  private static final int CHUNK = 20_000;

  private final Needs needs;

  ManyKeys(Setup setup) {
    needs = Needs.of(BigState.job(setup));
  }

  @Override
  public String kind() {
    return "many-keys";
  }

  @Override
  public String description() {
    return "200,000 query ids with one open member each for each kill -9 of a task manager";
  }

  @Override
  public Needs needs() {
    return needs;
  }

  @Override
  public Duration settling() {
    return Duration.ofMinutes(15);
  }

  @Override
  public void run(Trial trial, int times) throws Exception {
    trial.startFlow(Mix.USUAL, 2);
    for (int i = 0; i < times; i++) {
      int killAt = trial.random().nextInt(KEYS_A_KILL / CHUNK);
      for (int chunk = 0; chunk < KEYS_A_KILL / CHUNK; chunk++) {
        trial.workload().traffic().plans(CHUNK, Planner::single);
        if (chunk == killAt) {
          trial.inject(trial::killTaskManager);
          trial.awaitCheckpointAfterInjection();
        }
      }
    }
  }
}
