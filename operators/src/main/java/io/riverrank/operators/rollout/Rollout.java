package io.riverrank.operators.rollout;

import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlMessage;
import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ModelRoles;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * What the commands so far made of a subtask's models: all that a checkpoint keeps of them.
 *
 * @param champion answers; its fingerprint is known once it is loaded
 * @param other the second and last model that may be loaded; null for none
 * @param trial what {@code other} does as a challenger
 * @param draining models that groups in flight still have, and nobody else
 * @param waiting commands that come after a load that is under way, in order
 * @param seen ids of commands, the oldest first; a second command with one is not applied
 */
record Rollout(
    ModelReference champion,
    @Nullable OtherModel other,
    Trial trial,
    List<DrainingModel> draining,
    List<ControlMessage> waiting,
    List<String> seen) {

  /** More than anyone commands in years, and no burden in a checkpoint. */
  private static final int MOST_IDS = 10_000;

  Rollout {
    draining = List.copyOf(draining);
    waiting = List.copyOf(waiting);
    seen = List.copyOf(seen);
  }

  /** Before the first command. */
  static Rollout of(ModelReference configured) {
    return new Rollout(configured, null, Trial.NONE, List.of(), List.of(), List.of());
  }

  boolean hasOther(OtherModel.Role role) {
    return other != null && other.is(role);
  }

  /** The champion and what is loaded beside it; their fingerprints are known. */
  List<ModelReference> loaded() {
    return other == null || other.is(OtherModel.Role.LOADING)
        ? List.of(champion)
        : List.of(champion, other.model());
  }

  /** Whether two subtasks have the same models in the same places. */
  boolean agrees(Rollout with) {
    return champion.equals(with.champion)
        && (other == null ? with.other == null : other.equals(with.other))
        && trial.equals(with.trial);
  }

  /** As a status tells it. */
  ModelRoles roles() {
    return new ModelRoles(
        champion,
        other == null ? null : other.model(),
        other == null ? null : ModelRoles.Role.valueOf(other.role().name()),
        trial.runs() ? ControlCommand.Kind.valueOf(trial.mode().name()) : null,
        trial.runs() ? trial.share() : null,
        draining.stream().map(DrainingModel::model).toList());
  }

  Rollout withChampion(ModelReference model) {
    return new Rollout(model, other, trial, draining, waiting, seen);
  }

  /** Another second model, which answers nobody yet. */
  Rollout withOther(@Nullable OtherModel model) {
    return new Rollout(champion, model, Trial.NONE, draining, waiting, seen);
  }

  Rollout withTrial(Trial newTrial) {
    return new Rollout(champion, other, newTrial, draining, waiting, seen);
  }

  Rollout withDraining(List<DrainingModel> models) {
    return new Rollout(champion, other, trial, models, waiting, seen);
  }

  Rollout withWaiting(List<ControlMessage> commands) {
    return new Rollout(champion, other, trial, draining, commands, seen);
  }

  /** With one command more that waits. */
  Rollout withWaiting(ControlMessage command) {
    return withWaiting(Stream.concat(waiting.stream(), Stream.of(command)).toList());
  }

  /** With the id of one command more; the oldest are forgotten. */
  Rollout withSeen(String id) {
    List<String> ids = Stream.concat(seen.stream(), Stream.of(id)).toList();
    return new Rollout(
        champion,
        other,
        trial,
        draining,
        waiting,
        ids.subList(Math.max(0, ids.size() - MOST_IDS), ids.size()));
  }
}
