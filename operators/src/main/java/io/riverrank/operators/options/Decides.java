package io.riverrank.operators.options;

/**
 * What an option decides. A backfill that was killed goes on only with what decides its output as
 * it was; so whoever adds an option says here whether it does.
 */
public enum Decides {
  /** Scores, or what is written: kept in a backfill's manifest. */
  OUTPUT,
  /** Which files a backfill reads: its manifest has the files themselves. */
  INPUT,
  /** What the streaming job reads and writes, and when; a backfill takes no notice of it. */
  STREAM,
  /**
   * Neither: where something runs, how fast, how much of a machine it takes, how long it is waited
   * for.
   */
  NEITHER
}
