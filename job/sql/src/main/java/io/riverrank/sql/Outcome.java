package io.riverrank.sql;

import io.riverrank.operators.scoring.PairScore;
import javax.annotation.Nullable;
import org.apache.flink.table.data.RowData;

/**
 * What became of one pair.
 *
 * @param candidate the element that the document is of; null of a pair, or where it is NULL
 * @param position of the candidate in the input, from 1; null of a pair
 * @param rank from 1; null until it is ranked, and where there is no score
 * @param score null where there is none
 * @param error why there is no score; null if there is one, or nothing to score
 */
record Outcome(
    @Nullable RowData candidate,
    @Nullable Integer position,
    @Nullable Integer rank,
    @Nullable PairScore score,
    @Nullable String error) {

  /** A row without anything to score. */
  static final Outcome NOTHING = new Outcome(null, null, null, null, null);

  /** A row that can't be scored as a whole. */
  static Outcome failed(String error) {
    return new Outcome(null, null, null, null, error);
  }

  static Outcome of(@Nullable RowData candidate, @Nullable Integer position, PairScore score) {
    return score.error() == null
        ? new Outcome(candidate, position, null, score, null)
        : new Outcome(candidate, position, null, null, score.error());
  }

  Outcome withRank(int newRank) {
    return new Outcome(candidate, position, newRank, score, error);
  }

  boolean hasScore() {
    return score != null;
  }
}
