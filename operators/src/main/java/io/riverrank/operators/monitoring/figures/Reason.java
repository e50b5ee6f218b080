package io.riverrank.operators.monitoring.figures;

/** Why a query doesn't count in a figure; where none counts, the first of these is told. */
public enum Reason {
  NO_QUERIES("no queries"),
  NO_CANDIDATES("no candidates"),
  CUT("cut"),
  NO_ORIGINAL_ORDER("no original_rank and no original_score"),
  FEWER_THAN_TWO("fewer than two candidates"),
  TWO_MODELS("scores of two models"),
  EQUAL_SCORES("all scores are equal"),
  NEGATIVE_SCORE("scores below 0"),
  NO_GAIN("all scores are 0"),
  NO_TRUNCATION("truncated is not known"),
  NOTHING_RELEVANT("nothing judged relevant"),
  NO_JUDGEMENTS("no judgements"),
  LABEL_TOO_LARGE("labels too large for 2^label"),
  NO_RANKS("no ranks of clicks"),
  NO_IMPRESSIONS("no impressions"),
  NOT_INTERLEAVED("not interleaved"),
  NO_BASELINE("no baseline");

  private final String label;

  Reason(String label) {
    this.label = label;
  }

  /** As records have it. */
  @Override
  public String toString() {
    return label;
  }
}
