package io.riverrank.operators.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.annotation.Nullable;

/** By score descending; the orders differ in what they make of equal scores. */
public enum TieOrder {
  /** From last to first in input order: {@code numpy.argsort(scores)[::-1]}. */
  LAST_FIRST {
    @Override
    Comparator<Integer> comparator(double[] scores, @Nullable List<String> docIds) {
      return byScore(scores).thenComparing(Comparator.<Integer>reverseOrder());
    }
  },

  /** In input order, as ranx has it. */
  FIRST_FIRST {
    @Override
    Comparator<Integer> comparator(double[] scores, @Nullable List<String> docIds) {
      return byScore(scores).thenComparing(Comparator.<Integer>naturalOrder());
    }
  },

  /** By the bytes of the document id, descending, with scores in single precision: trec_eval. */
  DOC_ID_DESCENDING {
    @Override
    Comparator<Integer> comparator(double[] scores, @Nullable List<String> docIds) {
      double[] single = Arrays.stream(scores).map(score -> (float) score).toArray();
      byte[][] ids =
          docIds.stream().map(id -> id.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
      Comparator<Integer> byId = (a, b) -> Arrays.compareUnsigned(ids[b], ids[a]);
      return byScore(single).thenComparing(byId);
    }
  };

  /**
   * The order of documents.
   *
   * @param docIds by document; may be null where ties don't go by them
   * @return indices, best first
   */
  public int[] sort(double[] scores, @Nullable List<String> docIds) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(comparator(scores, docIds))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  abstract Comparator<Integer> comparator(double[] scores, @Nullable List<String> docIds);

  private static Comparator<Integer> byScore(double[] scores) {
    // 0.0 and -0.0 are equal scores, which Double.compare denies.
    return (a, b) -> scores[a] > scores[b] ? -1 : scores[a] < scores[b] ? 1 : 0;
  }
}
