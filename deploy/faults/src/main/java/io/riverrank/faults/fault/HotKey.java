package io.riverrank.faults.fault;

import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.traffic.Mix;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Setup;
import io.riverrank.faults.trial.Trial;
import java.time.Duration;

/** One query id with very many members, killed on the way. */
final class HotKey implements Fault {

  private static final int MEMBERS = 20_000;
  private static final int LONGEST_MOMENT_MS = 3000;

  private final Needs needs;

  HotKey(Setup setup) {
    needs = Needs.of(BigState.job(setup));
  }

  @Override
  public String kind() {
    return "hot-key";
  }

  @Override
  public String description() {
    return "one query id with 20,000 members, kill -9 of a task manager amid them";
  }

  @Override
  public Needs needs() {
    return needs;
  }

  @Override
  public void run(Trial trial, int times) throws Exception {
    trial.startFlow(Mix.USUAL, 5);
    for (int i = 0; i < times; i++) {
      trial.inject(
          () -> {
            trial.workload().traffic().plan((planner, id) -> planner.members(id, MEMBERS));
            Waiting.pass(Duration.ofMillis(trial.random().nextInt(LONGEST_MOMENT_MS)));
            trial.killTaskManager();
          });
      trial.awaitRecovery();
    }
  }
}
