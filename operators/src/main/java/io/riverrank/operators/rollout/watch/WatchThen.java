package io.riverrank.operators.rollout.watch;

/** What is commanded of a new version of a watched model. */
public enum WatchThen {
  /** It is loaded beside the champion. */
  LOAD,
  /** It is loaded and promoted, which takes a fingerprint. */
  PROMOTE
}
