package io.riverrank.operators.rollout;

import javax.annotation.Nullable;

/**
 * The models of a group, each by its {@link
 * io.riverrank.operators.scoring.ScoringHandle#modelIdentity}.
 *
 * @param model that answers; of an interleaved group, the champion
 * @param challenger that drafts the ranking together with it; null if the group isn't interleaved
 */
public record Assignment(String model, @Nullable String challenger) {

  /** One model answers alone. */
  public static Assignment of(String model) {
    return new Assignment(model, null);
  }

  public boolean isInterleaved() {
    return challenger != null;
  }
}
