package io.riverrank.job.monitor.rules.check;

/**
 * On one rule.
 *
 * @param why the end of a sentence that begins with the rule; empty for one that is alive
 */
record Verdict(Kind kind, String why) {

  static final Verdict ALIVE = new Verdict(Kind.ALIVE, "");

  /** Whether the rule can fire. */
  enum Kind {
    ALIVE,
    /** It depends on what comes. */
    DOUBT,
    /** Whatever comes, it can't. */
    DEAD
  }

  static Verdict doubt(String why) {
    return new Verdict(Kind.DOUBT, why);
  }

  static Verdict dead(String why) {
    return new Verdict(Kind.DEAD, why);
  }
}
