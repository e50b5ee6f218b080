package io.riverrank.operators.rollout;

import io.riverrank.schemas.rollout.ModelReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;

/**
 * What checkpoints keep of the commands: every subtask writes its {@link Rollout}, and a restored
 * one reads those of all. Subtasks agree unless a task manager could not load a model; a restored
 * job takes what most of them had.
 */
public final class RolloutState {
  /** Of the operator state. */
  public static final String NAME = "rollout";

  private final ListState<Rollout> state;
  private List<Answer> owed = List.of();

  /**
   * @throws Exception if the state can't be read
   */
  public RolloutState(OperatorStateStore store) throws Exception {
    state = store.getUnionListState(new ListStateDescriptor<>(NAME, RolloutSerializer.INSTANCE));
  }

  /**
   * @param configured the champion of a job without state
   * @param keepMs how long a former champion is kept for a rollback
   */
  Rollout read(ModelReference configured, long keepMs) throws Exception {
    List<Rollout> all = new ArrayList<>();
    state.get().forEach(all::add);
    Rollout taken = all.isEmpty() ? Rollout.of(configured) : merge(all);
    owed = owed(taken, all, keepMs);
    return taken;
  }

  /**
   * What some subtasks had not answered: they were loading what others had loaded. All say it after
   * the restore, since nobody knows any more which it was.
   */
  List<Answer> owed() {
    return owed;
  }

  static List<Answer> owed(Rollout taken, List<Rollout> all, long keepMs) {
    if (taken.hasOther(OtherModel.Role.LOADING)) {
      // It is loaded again, and answered then.
      return List.of();
    }
    for (Rollout late : all) {
      if (late.hasOther(OtherModel.Role.LOADING)) {
        RolloutMachine machine = new RolloutMachine(late, keepMs);
        loadedByOthers(late.other().model(), all)
            .ifPresentOrElse(
                machine::loaded,
                () -> machine.failed("the job was restored amid the load; see models status"));
        return machine.takeAnswers();
      }
    }
    return List.of();
  }

  private static Optional<ModelReference> loadedByOthers(ModelReference wanted, List<Rollout> all) {
    return all.stream()
        .flatMap(
            rollout ->
                Stream.concat(
                    rollout.loaded().stream(),
                    rollout.draining().stream().map(DrainingModel::model)))
        .filter(
            model ->
                model.uri().equals(wanted.uri())
                    && Objects.equals(model.file(), wanted.file())
                    && (wanted.fingerprint() == null
                        || wanted.fingerprint().equals(model.fingerprint())))
        .findFirst();
  }

  void write(Rollout rollout) throws Exception {
    state.update(List.of(rollout));
  }

  /** What most have; the first of them where as many have another. */
  static Rollout merge(List<Rollout> all) {
    Rollout best = all.get(0);
    for (Rollout candidate : all) {
      if (votes(candidate, all) > votes(best, all)) {
        best = candidate;
      }
    }
    return best.withDraining(drainingBeside(best, all));
  }

  /**
   * Groups in flight may have what only the others had. A model is here once, whatever it was
   * called, and not if it is loaded in another place; one that is still to be loaded isn't.
   */
  private static List<DrainingModel> drainingBeside(Rollout taken, List<Rollout> all) {
    Map<String, DrainingModel> byFingerprint = new LinkedHashMap<>();
    for (Rollout rollout : all) {
      rollout.draining().forEach(model -> put(model, byFingerprint));
      rollout.loaded().forEach(model -> put(new DrainingModel(model, null), byFingerprint));
    }
    taken.loaded().forEach(model -> byFingerprint.remove(model.fingerprint()));
    return List.copyOf(byFingerprint.values());
  }

  /** Where one of two has a command that waits for it, that one. */
  private static void put(DrainingModel model, Map<String, DrainingModel> byFingerprint) {
    byFingerprint.merge(
        model.model().fingerprint(),
        model,
        (present, another) -> present.commandId() != null ? present : another);
  }

  private static long votes(Rollout candidate, List<Rollout> all) {
    return all.stream().filter(candidate::agrees).count();
  }
}
