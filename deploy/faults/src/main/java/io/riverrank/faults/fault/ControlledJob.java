package io.riverrank.faults.fault;

import io.riverrank.faults.check.Tenures;
import io.riverrank.faults.rollout.Commands;
import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import java.io.IOException;

/**
 * A job whose model is commanded, and what its two models may answer. Commands that are waited for
 * are in a checkpoint afterwards.
 */
final class ControlledJob {

  private static final JobSpec SPEC = Commands.controlled(JobSpec.USUAL);

  /** The job, on a cluster whose jobs outlive the job manager. */
  static final Needs NEEDS = Needs.of(SPEC);

  private final Trial trial;
  private final Commands commands;
  private final Tenures tenures;
  private final String model;
  private final String configured;
  private final String challenger;

  /**
   * @param model that is loaded beside the configured one
   */
  ControlledJob(Trial trial, String model) throws IOException {
    this.trial = trial;
    this.model = model;
    commands = new Commands(trial.bench().broker().bootstrapServers(), trial.workload().name());
    tenures = trial.tenures();
    configured = trial.bench().models().load(SPEC.model()).fingerprint();
    challenger = trial.bench().models().load(model).fingerprint();
    tenures.beganWith(configured);
  }

  Commands commands() {
    return commands;
  }

  /** Fingerprint of the model that is loaded beside the configured one. */
  String challenger() {
    return challenger;
  }

  /** Returns when the challenger is ready, and answers nobody. */
  void load() throws Exception {
    commands.load(model).awaitDone();
  }

  /** From now on the challenger may answer; the configured model may until it is done. */
  Commands.Pending promote() {
    tenures.begin(challenger);
    return commands.send(Kind.PROMOTE);
  }

  /** Only the challenger may answer from when this returns. */
  void awaitPromoted(Commands.Pending promotion) throws Exception {
    promotion.awaitDone();
    trial.awaitCheckpoints();
    tenures.end(configured);
  }

  /** From now on the challenger scores a share of the queries, and answers nobody. */
  void shadow(double share) throws Exception {
    commands.send(Kind.SHADOW, share).awaitDone();
  }

  /** From now on both draft rankings of a share of the queries together. */
  void interleave(double share) throws Exception {
    tenures.begin(challenger);
    commands.send(Kind.INTERLEAVE, share).awaitDone();
  }

  /** From now on the configured model may answer again; the challenger may until it is done. */
  Commands.Pending rollBack() {
    tenures.begin(configured);
    return commands.send(Kind.ROLLBACK);
  }

  /** Only the configured model may answer from when this returns, and it is the only one. */
  void awaitRolledBack(Commands.Pending rollback) throws Exception {
    rollback.awaitDone();
    commands.send(Kind.UNLOAD).awaitDone();
    trial.awaitCheckpoints();
    tenures.end(challenger);
  }

  /** The job begins again, with the configured model, and comes to the others in time. */
  void beginsAgain() {
    tenures.begin(configured);
  }
}
