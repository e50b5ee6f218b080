package io.riverrank.operators.rollout;

/**
 * How the challenger is tried.
 *
 * @param share of the queries that are in it ({@link QueryShare}), 0 to 1; 0 for no trial
 */
record Trial(Mode mode, double share) {
  /** The challenger scores nothing. */
  static final Trial NONE = new Trial(Mode.SPLIT, 0);

  /** What the challenger does with the queries of the share. */
  enum Mode {
    /** Answers them in the champion's place. */
    SPLIT,
    /** Scores them after the champion, which answers. */
    SHADOW,
    /** Answers them together with the champion: one ranking drafted from both. */
    INTERLEAVE
  }

  boolean runs() {
    return share > 0;
  }

  boolean runsAs(Mode wanted) {
    return runs() && mode == wanted;
  }
}
