package io.riverrank.faults.fault;

import io.riverrank.faults.broker.GroupOffsets;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.traffic.Mix;
import io.riverrank.faults.traffic.Plan;
import io.riverrank.faults.trial.Setup;
import io.riverrank.faults.trial.Trial;
import io.riverrank.faults.trial.Workload;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import java.time.Duration;
import java.util.List;

/**
 * The job is started without state over a control topic with all commands so far. It comes to the
 * same models: the promoted one answers, and the one before is kept for a rollback. What went in
 * before is answered by then, and the offsets of the consumer group are behind it, so that nothing
 * may be lost or come twice.
 */
final class ReplayCommands extends InjectedFault {

  private static final Duration REPLAY = Duration.ofSeconds(240);

  private final String model;

  ReplayCommands(Setup setup) {
    super(
        "rollout-replay",
        "a model is promoted; the job is cancelled, and started without state",
        ControlledJob.NEEDS);
    this.model = setup.tinyModel("xlmr-tiny").toString();
  }

  @Override
  void inject(Trial trial) throws Exception {
    ControlledJob job = new ControlledJob(trial, model);
    job.load();
    job.awaitPromoted(job.promote());
    trial.settle(settling());

    Workload workload = trial.workload();
    String bootstrapServers = trial.bench().broker().bootstrapServers();
    // What the group hasn't committed is read again, which is no fault without state.
    Waiting.until(
        "the offsets of the consumer group are behind all requests",
        REPLAY,
        () ->
            GroupOffsets.areAtTheEnd(bootstrapServers, workload.name(), workload.requestsTopic()));
    workload.job().cancel();
    trial.outageIsOver();
    job.beginsAgain();
    workload.submit(trial.bench().cluster(), workload.spec(), null);
    int before = trial.inputs().plans().size();
    trial.startFlow(Mix.USUAL);
    Waiting.until(
        "the job that has read the commands again answers with the promoted model",
        REPLAY,
        () -> isAnswered(trial, before, job.challenger()));
    // A promotion waits for loads, so each subtask that refuses it has read the commands again; and
    // then goes back only if it had promoted.
    job.commands().send(Kind.PROMOTE).awaitRefused();
    job.awaitRolledBack(job.rollBack());
  }

  private static boolean isAnswered(Trial trial, int before, String fingerprint) {
    List<Plan> plans = trial.inputs().plans();
    return plans.subList(before, plans.size()).stream()
        .flatMap(plan -> trial.workload().observed().of(plan.queryId()).results().stream())
        .anyMatch(result -> result.model().fingerprint().equals(fingerprint));
  }
}
