package io.riverrank.operators.rollout;

import io.riverrank.operators.model.ModelException;
import javax.annotation.Nullable;

/** Says which models a group gets: at its first event, by its query id, and after a restore. */
final class Assigner {
  private final QueryShare shares = new QueryShare();
  private final LoadedModels loaded;
  private final MissingModel missing;

  /**
   * @param missing what becomes of restored groups without their model
   */
  Assigner(LoadedModels loaded, MissingModel missing) {
    this.loaded = loaded;
    this.missing = missing;
  }

  /**
   * @param challenger null for none
   */
  Assignment choose(
      String queryId, Trial trial, LoadedHandle champion, @Nullable LoadedHandle challenger) {
    if (challenger == null || !shares.contains(queryId, trial.share())) {
      return Assignment.of(champion.identity());
    }
    return switch (trial.mode()) {
      case SPLIT -> Assignment.of(challenger.identity());
      case INTERLEAVE -> new Assignment(champion.identity(), challenger.identity());
      case SHADOW -> Assignment.of(champion.identity());
    };
  }

  /**
   * @throws ModelException if it has to be the group's own models and they aren't there
   */
  Assignment restored(Assignment state, LoadedHandle champion) {
    LoadedHandle model = loaded.like(state.model());
    LoadedHandle challenger = state.isInterleaved() ? loaded.like(state.challenger()) : null;
    if (model != null && challenger != null) {
      return new Assignment(model.identity(), challenger.identity());
    }
    if (model != null && !state.isInterleaved()) {
      return Assignment.of(model.identity());
    }
    if (missing == MissingModel.RESCORE) {
      return Assignment.of(champion.identity());
    }
    throw new ModelException(
        ("the state has queries of a model that it doesn't name any more, %s; set"
                + " rerank.model.missing=rescore to score them by the champion")
            .formatted(
                (model == null ? state.model() : state.challenger()).replaceFirst("\\|.*", "")));
  }
}
