package io.riverrank.faults.fault;

import io.riverrank.faults.check.Observed;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.rollout.Commands;
import io.riverrank.faults.trial.Needs;
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
        Needs.of(BreakAmidRollout.CONTROLLED));
    this.model = setup.tinyModel("xlmr-tiny").toString();
  }

  @Override
  void inject(Trial trial) throws Exception {
    trial.bench().models().load(model);
    Commands commands = new Commands(trial.bench().broker().bootstrapServers());
    commands.send(Kind.LOAD, model).awaitDone();
    commands.send(Kind.INTERLEAVE, null, SHARE).awaitDone();
    trial.awaitRandomMoment();
    trial.killTaskManager();
    long killedNanos = System.nanoTime();
    commands.send(Kind.STATUS, null).awaitDone();
    Waiting.until(
        "an interleaved ranking of a query that began after the kill",
        LIMIT,
        () -> hasInterleaved(trial, killedNanos));
    commands.send(Kind.ROLLBACK, null).awaitDone();
    commands.send(Kind.UNLOAD, null).awaitDone();
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
