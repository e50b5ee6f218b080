package io.riverrank.tools.evaluate.pairs;

import io.riverrank.tools.evaluate.figures.Doubles;
import io.riverrank.tools.evaluate.input.LabelledPair;
import java.util.Arrays;
import java.util.BitSet;

/** What is kept of each pair: numbers, not texts. */
public final class PairScores {
  private final Doubles labels = new Doubles();
  private final Doubles scores = new Doubles();
  private final Doubles others = new Doubles();
  private final Doubles queryWords = new Doubles();
  private final BitSet truncated = new BitSet();
  private final BitSet otherTruncated = new BitSet();
  private long[] hashes = new long[1024];

  void add(LabelledPair pair, double score, double other, boolean cut, boolean otherCut) {
    int index = labels.size();
    truncated.set(index, cut);
    otherTruncated.set(index, otherCut);
    if (index == hashes.length) {
      hashes = Arrays.copyOf(hashes, index + (index >> 1));
    }
    hashes[index] = (long) pair.query().hashCode() << Integer.SIZE ^ pair.document().hashCode();
    labels.add(pair.label());
    scores.add(score);
    others.add(other);
    queryWords.add(words(pair.query()));
  }

  private static int words(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? 0 : stripped.split("\\s+").length;
  }

  /** Pairs, those without a score included. */
  public int size() {
    return labels.size();
  }

  /** Pairs whose texts (by their hashes) were there before. */
  public long repeated() {
    long[] sorted = Arrays.copyOf(hashes, size());
    Arrays.sort(sorted);
    long repeated = 0;
    for (int i = 1; i < sorted.length; i++) {
      repeated += sorted[i] == sorted[i - 1] ? 1 : 0;
    }
    return repeated;
  }

  /** What the pair should score. */
  public double label(int index) {
    return labels.get(index);
  }

  /** NaN if it has none. */
  public double score(int index) {
    return scores.get(index);
  }

  /** The other system's score; NaN if it has none. */
  public double other(int index) {
    return others.get(index);
  }

  /** Of the query, split at white space. */
  public int queryWords(int index) {
    return (int) queryWords.get(index);
  }

  /** Whether the pair had more tokens than the model takes. */
  public boolean isTruncated(int index) {
    return truncated.get(index);
  }

  /** How many pairs were truncated. */
  public long truncated() {
    return truncated.cardinality();
  }

  /** Whether the pair had more tokens than the other model takes. */
  public boolean isOtherTruncated(int index) {
    return otherTruncated.get(index);
  }

  /** How many pairs the other model truncated. */
  public long otherTruncated() {
    return otherTruncated.cardinality();
  }
}
