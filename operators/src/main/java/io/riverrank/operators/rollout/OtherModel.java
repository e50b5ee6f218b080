package io.riverrank.operators.rollout;

import io.riverrank.schemas.rollout.ModelReference;

/**
 * The model beside the champion.
 *
 * @param commandId what brought it: a load, or the promotion that it lost to
 * @param sinceMs timestamp of that command, epoch milliseconds
 */
record OtherModel(ModelReference model, Role role, String commandId, long sinceMs) {

  /** What it is there for. */
  enum Role {
    /** On its way. */
    LOADING,
    /** Loaded; answers its share of the queries, or nobody. */
    CHALLENGER,
    /** Was the champion, and would be again after a rollback. */
    KEPT
  }

  boolean is(Role wanted) {
    return role == wanted;
  }
}
