package io.riverrank.faults.fault;

import io.riverrank.faults.rollout.Commands;
import io.riverrank.faults.trial.Setup;
import io.riverrank.faults.trial.Trial;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import io.riverrank.schemas.rollout.ModelReference;

/**
 * A model that can't be had is commanded, and a task manager is killed while the job finds out: in
 * turns one with another fingerprint than the command's, and none at all. The job refuses it, and
 * what needs it, and the configured model answers every query.
 */
final class KillAmidRefusal extends InjectedFault {

  private static final String NO_FINGERPRINT = "sha256:" + "0".repeat(64);

  private final String model;
  private boolean nowhere;

  KillAmidRefusal(Setup setup) {
    super(
        "rollout-refused",
        "kill -9 of a task manager while a model with another fingerprint, or none, is refused",
        ControlledJob.NEEDS);
    this.model = setup.tinyModel("xlmr-tiny").toString();
  }

  @Override
  void inject(Trial trial) throws Exception {
    Commands commands = new ControlledJob(trial, model).commands();
    Commands.Pending load =
        commands.load(
            nowhere
                ? new ModelReference(model + "-that-is-not-there", null, null)
                : new ModelReference(model, null, NO_FINGERPRINT));
    Commands.Pending promotion = commands.send(Kind.PROMOTE);
    trial.killTaskManager();
    load.awaitRefused();
    promotion.awaitRefused();
    nowhere = !nowhere;
  }
}
