package io.riverrank.faults.fault;

import io.riverrank.faults.rollout.Commands;
import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Setup;
import io.riverrank.faults.trial.Trial;
import io.riverrank.schemas.rollout.ControlCommand.Kind;

/**
 * Something breaks while a job's model changes. Every result has to be what the model that it names
 * gives, and every command has to be done in the end.
 */
final class BreakAmidRollout extends InjectedFault {

  /** How a job runs that takes commands. */
  static final JobSpec CONTROLLED =
      JobSpec.USUAL
          .with("kafka.topics.control", Commands.CONTROL)
          .with("kafka.topics.model-status", Commands.STATUS)
          .with("kafka.topics.shadow", Commands.SHADOW)
          .with("kafka.create-topics", "true")
          .with("kafka.create-topics.replication-factor", "1")
          // Longer than the suite.
          .with("rerank.models.keep", "1 d");

  /** What changes when it breaks. */
  private enum Moment {
    /** A model is on its way. */
    LOAD,
    /** Champion and challenger change places. */
    SWITCH
  }

  private final Moment moment;
  private final InjectedFault broken;
  private final String model;
  private boolean atRollback;

  private BreakAmidRollout(
      String kind, String description, Moment moment, InjectedFault broken, Setup setup) {
    super(kind, description, Needs.of(CONTROLLED));
    this.moment = moment;
    this.broken = broken;
    this.model = setup.tinyModel("xlmr-tiny").toString();
  }

  static BreakAmidRollout load(Setup setup) {
    return new BreakAmidRollout(
        "rollout-load",
        "kill -9 of a task manager while another model is loaded",
        Moment.LOAD,
        new KillTaskManager(),
        setup);
  }

  static BreakAmidRollout taskManager(Setup setup) {
    return new BreakAmidRollout(
        "rollout-taskmanager",
        "kill -9 of a task manager at a promotion, and at a rollback",
        Moment.SWITCH,
        new KillTaskManager(),
        setup);
  }

  static BreakAmidRollout jobManager(Setup setup) {
    return new BreakAmidRollout(
        "rollout-jobmanager",
        "kill -9 of the job manager at a promotion, and at a rollback",
        Moment.SWITCH,
        new KillJobManager(),
        setup);
  }

  static BreakAmidRollout broker(Setup setup) {
    return new BreakAmidRollout(
        "rollout-broker",
        "broker stopped or killed for 30 s at a promotion, and at a rollback",
        Moment.SWITCH,
        new StopBroker(),
        setup);
  }

  @Override
  void inject(Trial trial) throws Exception {
    trial.bench().models().load(model);
    Commands commands = new Commands(trial.bench().broker().bootstrapServers());
    if (moment == Moment.LOAD) {
      Commands.Pending load = commands.send(Kind.LOAD, model);
      trial.awaitRandomMoment();
      broken.inject(trial);
      load.awaitDone();
      commands.send(Kind.UNLOAD, null).awaitDone();
      return;
    }
    commands.send(Kind.LOAD, model).awaitDone();
    Commands.Pending promotion = commands.send(Kind.PROMOTE, null);
    if (atRollback) {
      promotion.awaitDone();
      Commands.Pending rollback = commands.send(Kind.ROLLBACK, null);
      broken.inject(trial);
      rollback.awaitDone();
    } else {
      broken.inject(trial);
      promotion.awaitDone();
      commands.send(Kind.ROLLBACK, null).awaitDone();
    }
    atRollback = !atRollback;
    commands.send(Kind.UNLOAD, null).awaitDone();
  }
}
