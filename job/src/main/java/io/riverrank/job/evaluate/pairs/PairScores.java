package io.riverrank.job.evaluate.pairs;

import io.riverrank.job.evaluate.figures.Doubles;
import io.riverrank.job.evaluate.input.LabelledPair;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** What is kept of each pair: numbers, not texts. */
public final class PairScores {
  private final Doubles labels = new Doubles();
  private final Doubles scores = new Doubles();
  private final Doubles others = new Doubles();
  private final Doubles queryWords = new Doubles();
  private final BitSet truncated = new BitSet();
  private final Set<Long> seen = new HashSet<>();
  private long repeated;

  void add(LabelledPair pair, double score, double other, boolean cut) {
    truncated.set(labels.size(), cut);
    labels.add(pair.label());
    scores.add(score);
    others.add(other);
    queryWords.add(words(pair.query()));
    if (!seen.add(31L * pair.query().hashCode() << 32 ^ pair.document().hashCode())) {
      repeated++;
    }
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
}
