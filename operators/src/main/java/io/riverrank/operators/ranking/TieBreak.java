package io.riverrank.operators.ranking;

import java.util.Comparator;

/** Which of two candidates with the same score comes first. */
public enum TieBreak {
  /** The one that was sent first: candidates of one event. */
  INPUT_ORDER((a, b) -> 0),

  /**
   * The one that the engine ranked higher, then by doc_id: members, whose order of arrival means
   * nothing.
   */
  ORIGINAL_RANK(
      Comparator.comparing(
              (ScoredCandidate c) -> c.candidate().originalRank(),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(c -> c.candidate().docId()));

  private final Comparator<ScoredCandidate> comparator;

  TieBreak(Comparator<ScoredCandidate> comparator) {
    this.comparator = comparator;
  }

  Comparator<ScoredCandidate> comparator() {
    return comparator;
  }
}
