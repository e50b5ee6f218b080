package io.riverrank.tools.bench.raw;

import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Batches of pairs that are all known beforehand, so that almost nothing is padding. */
final class IdealBatches {

  private IdealBatches() {}

  /**
   * Fills batches in the order of length.
   *
   * @param tokenBudget rows × padded length at most
   * @return the longest pairs first, so that callers end at about the same time
   */
  static List<List<TokenizedPair>> of(List<TokenizedPair> pairs, int tokenBudget, int maxRows) {
    List<TokenizedPair> sorted = new ArrayList<>(pairs);
    sorted.sort(Comparator.comparingInt(TokenizedPair::length));
    List<List<TokenizedPair>> batches = new ArrayList<>();
    List<TokenizedPair> batch = new ArrayList<>();
    for (TokenizedPair pair : sorted) {
      boolean full =
          batch.size() == maxRows || (long) (batch.size() + 1) * pair.length() > tokenBudget;
      if (full && !batch.isEmpty()) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
      batch.add(pair);
    }
    batches.add(batch);
    Collections.reverse(batches);
    return batches;
  }
}
