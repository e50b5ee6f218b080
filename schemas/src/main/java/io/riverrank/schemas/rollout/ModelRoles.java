package io.riverrank.schemas.rollout;

import java.util.List;
import java.util.Locale;
import javax.annotation.Nullable;

/**
 * Which models a subtask has, and what for.
 *
 * @param other the second model; null for none
 * @param role of {@code other}
 * @param trial how the challenger is tried: a split, shadow or interleave; null for none
 * @param share of the queries that are in the trial
 * @param draining models that only queries in flight still have
 */
public record ModelRoles(
    ModelReference champion,
    @Nullable ModelReference other,
    @Nullable Role role,
    @Nullable ControlCommand.Kind trial,
    @Nullable Double share,
    List<ModelReference> draining) {

  public ModelRoles {
    draining = List.copyOf(draining);
  }

  /** What the second model is there for; on the wire by name in lower case. */
  public enum Role {
    /** On its way. */
    LOADING,
    /** Loaded; answers what its trial says, or nobody. */
    CHALLENGER,
    /** Was the champion, and would be again after a rollback. */
    KEPT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
