package io.riverrank.operators.rollout;

import java.util.Locale;

/** What becomes of a restored group whose model is not there any more. */
public enum MissingModel {
  /** The job doesn't start. */
  FAIL,
  /** The champion scores the group anew, whole. */
  RESCORE;

  /** As it is written in options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
