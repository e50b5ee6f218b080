package io.riverrank.faults.fault;

import io.riverrank.faults.rollout.Commands;
import io.riverrank.faults.trial.Setup;
import io.riverrank.faults.trial.Trial;
import io.riverrank.schemas.rollout.ControlCommand.Kind;

/**
 * Something breaks while a job's model changes. Every result has to be what the model that it names
 * gives, that model had to be commanded, and every command has to be done in the end.
 */
final class BreakAmidRollout extends InjectedFault {

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
    super(kind, description, ControlledJob.NEEDS);
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
    ControlledJob job = new ControlledJob(trial, model);
    if (moment == Moment.LOAD) {
      Commands.Pending load = job.commands().load(model);
      trial.awaitRandomMoment();
      broken.inject(trial);
      load.awaitDone();
      job.commands().send(Kind.UNLOAD).awaitDone();
      return;
    }
    job.load();
    Commands.Pending promotion = job.promote();
    if (!atRollback) {
      broken.inject(trial);
    }
    job.awaitPromoted(promotion);
    Commands.Pending rollback = job.rollBack();
    if (atRollback) {
      broken.inject(trial);
    }
    job.awaitRolledBack(rollback);
    atRollback = !atRollback;
  }
}
