package io.riverrank.operators.rollout;

import static io.riverrank.operators.rollout.OtherModel.Role.CHALLENGER;
import static io.riverrank.operators.rollout.OtherModel.Role.KEPT;
import static io.riverrank.operators.rollout.OtherModel.Role.LOADING;

import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlMessage;
import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ModelStatus.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Applies commands, one after the other, to a {@link Rollout}. What becomes of a command depends on
 * the commands before it, on their timestamps and on whether models could be loaded, never on a
 * clock or on how long a load took: a topic that is read again from its beginning comes to the same
 * end.
 *
 * <p>So commands that come while a model loads wait for it, but for an unload of just that model:
 * it calls the load off, and comes to what it would have come to later. A status is answered at
 * once and changes nothing.
 *
 * <p>What is to be answered and loaded is taken by {@link #takeAnswers} and {@link #takeLoad};
 * which models may go is in {@link Rollout#draining}.
 */
final class RolloutMachine {
  private final long keepMs;
  private final List<Answer> answers = new ArrayList<>();
  private Rollout rollout;
  @Nullable private ModelReference load;

  /**
   * @param keepMs how long a former champion is kept for a rollback, by the commands' timestamps
   */
  RolloutMachine(Rollout rollout, long keepMs) {
    this.rollout = rollout;
    this.keepMs = keepMs;
  }

  Rollout rollout() {
    return rollout;
  }

  /** Answers since the last call, in order. */
  List<Answer> takeAnswers() {
    List<Answer> taken = List.copyOf(answers);
    answers.clear();
    return taken;
  }

  /** The model to load now, once; null for none. */
  @Nullable
  ModelReference takeLoad() {
    ModelReference taken = load;
    load = null;
    return taken;
  }

  /** The configured champion, or a restored one, is loaded. */
  void championIs(ModelReference loaded) {
    rollout = rollout.withChampion(loaded);
  }

  /** A message came. */
  void receive(ControlMessage message) {
    String id = message.commandId();
    if (message.command() == null) {
      answers.add(Answer.refused(id, message.problem()));
      return;
    }
    if (rollout.seen().contains(id)) {
      answers.add(
          Answer.refused(id, "the command_id %s was used before; give each its own".formatted(id)));
      return;
    }
    if (message.command().command() == ControlCommand.Kind.STATUS) {
      // Not remembered, so that who asks often doesn't have the ids of other commands forgotten.
      answers.add(Answer.ofStatus(id, rollout.roles()));
      return;
    }
    rollout = rollout.withSeen(id);
    if (rollout.hasOther(LOADING) && waits(message.command())) {
      rollout = rollout.withWaiting(message);
    } else {
      apply(message);
    }
  }

  private boolean waits(ControlCommand command) {
    boolean ofThisModel = rollout.waiting().isEmpty() && command.model() == null;
    return command.command() != ControlCommand.Kind.UNLOAD || !ofThisModel;
  }

  /**
   * The model that was to be loaded is.
   *
   * @param loaded with its fingerprint
   */
  void loaded(ModelReference loaded) {
    OtherModel before = rollout.other();
    if (loaded.fingerprint().equals(rollout.champion().fingerprint())) {
      failed("%s is the champion already".formatted(loaded));
      return;
    }
    rollout =
        rollout.withOther(new OtherModel(loaded, CHALLENGER, before.commandId(), before.sinceMs()));
    answers.add(Answer.of(before.commandId(), State.READY, loaded.fingerprint()));
    applyWaiting();
  }

  /** The model that was to be loaded can't be. */
  void failed(String reason) {
    answers.add(Answer.refused(rollout.other().commandId(), reason));
    rollout = rollout.withOther(null);
    applyWaiting();
  }

  /** The model beside the champion can't score any more; nothing that is in flight needs it. */
  void otherBroke(String reason) {
    answers.add(Answer.refused(rollout.other().commandId(), reason));
    drainOther(null);
  }

  /** The restored second model is gone. */
  void otherIsMissing() {
    rollout = rollout.withOther(null);
  }

  /** What was to be answered before the restore. */
  void owes(List<Answer> answersOfBefore) {
    answers.addAll(answersOfBefore);
  }

  /** The former champion is kept no longer. */
  void keepEnded() {
    if (rollout.hasOther(KEPT)) {
      drainOther(null);
    }
  }

  /** No group in flight has the model any more. */
  void drained(DrainingModel model) {
    List<DrainingModel> draining = new ArrayList<>(rollout.draining());
    draining.remove(model);
    rollout = rollout.withDraining(draining);
    if (model.commandId() != null) {
      answers.add(Answer.of(model.commandId(), State.UNLOADED, model.model().fingerprint()));
    }
  }

  private void applyWaiting() {
    while (!rollout.waiting().isEmpty() && !rollout.hasOther(LOADING)) {
      List<ControlMessage> waiting = rollout.waiting();
      rollout = rollout.withWaiting(waiting.subList(1, waiting.size()));
      apply(waiting.get(0));
    }
  }

  private void apply(ControlMessage message) {
    ControlCommand command = message.command();
    if (rollout.hasOther(KEPT) && message.timestampMs() >= rollout.other().sinceMs() + keepMs) {
      keepEnded();
    }
    String refusal =
        switch (command.command()) {
          case LOAD -> load(command, message.timestampMs());
          case SPLIT -> tryOut(command, Trial.Mode.SPLIT);
          case SHADOW -> tryOut(command, Trial.Mode.SHADOW);
          case INTERLEAVE -> tryOut(command, Trial.Mode.INTERLEAVE);
          case PROMOTE -> promote(command, message.timestampMs());
          case ROLLBACK -> rollback(command, message.timestampMs());
          case UNLOAD -> unload(command);
          case STATUS -> throw new IllegalStateException("a status is answered, not applied");
        };
    if (refusal != null) {
      answers.add(Answer.refused(command.commandId(), refusal));
    }
  }

  @Nullable
  private String load(ControlCommand command, long timestampMs) {
    if (command.model() == null) {
      return "load names no model; send model.uri";
    }
    if (rollout.hasOther(CHALLENGER)) {
      return "%s is loaded beside the champion; promote or unload it first"
          .formatted(rollout.other().model());
    }
    if (rollout.hasOther(KEPT)) {
      return "the champion before, %s, is kept for a rollback until %s; unload it or load later"
          .formatted(
              rollout.other().model(), Instant.ofEpochMilli(rollout.other().sinceMs() + keepMs));
    }
    rollout =
        rollout.withOther(
            new OtherModel(command.model(), LOADING, command.commandId(), timestampMs));
    load = command.model();
    answers.add(Answer.of(command.commandId(), State.LOADING, command.model().fingerprint()));
    return null;
  }

  @Nullable
  private String tryOut(ControlCommand command, Trial.Mode mode) {
    Double share = command.share();
    if (share == null || !(share >= 0 && share <= 1)) {
      return "share is %s; send one from 0 to 1".formatted(share == null ? "missing" : share);
    }
    if (!rollout.hasOther(CHALLENGER)) {
      return noChallenger(command.command().toString());
    }
    rollout = rollout.withTrial(new Trial(mode, share));
    answers.add(active(command, rollout.other().model()));
    return null;
  }

  @Nullable
  private String promote(ControlCommand command, long timestampMs) {
    if (!rollout.hasOther(CHALLENGER)) {
      return noChallenger("promote");
    }
    ModelReference challenger = rollout.other().model();
    String wanted = command.model() == null ? null : command.model().fingerprint();
    if (wanted != null && !wanted.equals(challenger.fingerprint())) {
      return "the challenger is %s, not %s".formatted(challenger.fingerprint(), wanted);
    }
    exchange(command, timestampMs, KEPT);
    return null;
  }

  @Nullable
  private String rollback(ControlCommand command, long timestampMs) {
    ModelReference taken = whatGoesBack();
    if (taken == null) {
      return "there is nothing to go back to: no trial, and no champion before this one is kept";
    }
    String meant = command.model() == null ? null : command.model().fingerprint();
    if (meant != null && !meant.equals(taken.fingerprint())) {
      return "a rollback would take %s back, not %s".formatted(taken, meant);
    }
    if (rollout.hasOther(KEPT)) {
      exchange(command, timestampMs, CHALLENGER);
      return null;
    }
    rollout = rollout.withTrial(Trial.NONE);
    answers.add(active(command, rollout.champion()));
    return null;
  }

  /** The model that a rollback would take back from where it is; null for none. */
  @Nullable
  private ModelReference whatGoesBack() {
    if (rollout.hasOther(KEPT)) {
      return rollout.champion();
    }
    boolean tried = rollout.hasOther(CHALLENGER) && rollout.trial().runs();
    return tried ? rollout.other().model() : null;
  }

  @Nullable
  private String unload(ControlCommand command) {
    if (rollout.other() == null) {
      return "no model is loaded beside the champion";
    }
    String wanted = command.model() == null ? null : command.model().fingerprint();
    ModelReference present = rollout.other().model();
    if (wanted != null && !wanted.equals(present.fingerprint())) {
      return "the model beside the champion is %s, not %s".formatted(present.fingerprint(), wanted);
    }
    if (rollout.hasOther(LOADING)) {
      callOff(command);
      answers.add(Answer.of(command.commandId(), State.UNLOADED, present.fingerprint()));
    } else {
      drainOther(command.commandId());
    }
    return null;
  }

  /** Champion and other change places. */
  private void exchange(ControlCommand command, long timestampMs, OtherModel.Role newRole) {
    ModelReference former = rollout.champion();
    ModelReference next = rollout.other().model();
    rollout =
        rollout
            .withOther(new OtherModel(former, newRole, command.commandId(), timestampMs))
            .withChampion(next);
    answers.add(active(command, next));
  }

  /** The load that is under way, for which nothing waits. */
  private void callOff(ControlCommand by) {
    answers.add(Answer.refused(rollout.other().commandId(), "called off by " + by.commandId()));
    load = null;
    rollout = rollout.withOther(null);
  }

  /** Groups in flight may still have it. */
  private void drainOther(@Nullable String commandId) {
    List<DrainingModel> draining = new ArrayList<>(rollout.draining());
    draining.add(new DrainingModel(rollout.other().model(), commandId));
    rollout = rollout.withOther(null).withDraining(draining);
  }

  private static Answer active(ControlCommand command, ModelReference model) {
    return Answer.of(command.commandId(), State.ACTIVE, model.fingerprint());
  }

  private static String noChallenger(String command) {
    return "there is no challenger to %s; load one, and wait until it is ready".formatted(command);
  }
}
