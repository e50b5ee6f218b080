package io.riverrank.operators.rollout;

import io.riverrank.schemas.rollout.ModelReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
  private boolean loadedBySomeOnly;

  /**
   * @throws Exception if the state can't be read
   */
  public RolloutState(OperatorStateStore store) throws Exception {
    state = store.getUnionListState(new ListStateDescriptor<>(NAME, RolloutSerializer.INSTANCE));
  }

  /**
   * @param configured the champion of a job without state
   */
  Rollout read(ModelReference configured) throws Exception {
    List<Rollout> all = new ArrayList<>();
    state.get().forEach(all::add);
    Rollout taken = all.isEmpty() ? Rollout.of(configured) : merge(all);
    loadedBySomeOnly =
        taken.hasOther(OtherModel.Role.CHALLENGER)
            && all.stream()
                .filter(rollout -> rollout.hasOther(OtherModel.Role.LOADING))
                .anyMatch(rollout -> rollout.other().commandId().equals(taken.other().commandId()));
    return taken;
  }

  /** Whether there were subtasks that had not loaded the challenger yet, and so not said so. */
  boolean loadedBySomeOnly() {
    return loadedBySomeOnly;
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
    // Groups in flight may have what only the others had.
    Set<DrainingModel> draining = new LinkedHashSet<>();
    for (Rollout rollout : all) {
      draining.addAll(rollout.draining());
      draining.add(new DrainingModel(rollout.champion(), null));
      if (rollout.other() != null && !rollout.hasOther(OtherModel.Role.LOADING)) {
        draining.add(new DrainingModel(rollout.other().model(), null));
      }
    }
    Rollout taken = best;
    draining.removeIf(model -> taken.has(model.model()));
    return taken.withDraining(List.copyOf(draining));
  }

  private static long votes(Rollout candidate, List<Rollout> all) {
    return all.stream().filter(candidate::agrees).count();
  }
}
