package io.riverrank.operators.rollout;

import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.schemas.rollout.ModelReference;

/** A model that a subtask holds, and how many of its groups in flight have it. */
final class LoadedHandle {
  private final ModelReference model;
  private final ScoringHandle handle;
  private int groups;
  private boolean leaving;
  private boolean freeing;

  /**
   * @param model with its fingerprint
   */
  LoadedHandle(ModelReference model, ScoringHandle handle) {
    this.model = model;
    this.handle = handle;
  }

  ModelReference model() {
    return model;
  }

  /** As groups in state name it. */
  String identity() {
    return handle.modelIdentity();
  }

  ScoringHandle handle() {
    return handle;
  }

  void groupBegan() {
    groups++;
  }

  void groupEnded() {
    groups--;
  }

  boolean hasGroups() {
    return groups > 0;
  }

  /** No new group gets it; it goes with the last that has it. */
  void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  /**
   * Begins to free it if nobody has it any more.
   *
   * @return false if somebody has, or it is being freed already
   */
  boolean beginFreeing() {
    if (groups > 0 || freeing) {
      return false;
    }
    freeing = true;
    return true;
  }
}
