package io.riverrank.operators.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rank-biased overlap, extrapolated: Webber, Moffat, Zobel, "A Similarity Measure for Indefinite
 * Rankings", ACM TOIS 28(4), 2010, equation 32, which is for lists of any lengths and members.
 */
public final class RankBiasedOverlap {

  private RankBiasedOverlap() {}

  /**
   * @param a documents best first, each once
   * @param b likewise
   * @param persistence p, in (0, 1): the share of readers who go on from each rank to the next
   * @return in [0, 1]; NaN if a list is empty
   */
  public static double extrapolated(List<String> a, List<String> b, double persistence) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] first = numbered(a, numbers);
    int[] second = numbered(b, numbers);
    return extrapolated(first, second, numbers.size(), persistence);
  }

  /**
   * The same where documents are numbers.
   *
   * @param documents all of them are below this
   */
  public static double extrapolated(int[] a, int[] b, int documents, double persistence) {
    if (a.length == 0 || b.length == 0) {
      return Double.NaN;
    }
    int[] shorter = a.length <= b.length ? a : b;
    int[] longer = a.length <= b.length ? b : a;
    int s = shorter.length;
    int l = longer.length;
    boolean[] seen = new boolean[documents];
    int overlap = 0;
    int overlapAtS = 0;
    double weight = 1;
    double sum = 0;
    for (int d = 1; d <= l; d++) {
      weight *= persistence;
      overlap += meet(seen, longer[d - 1]);
      if (d <= s) {
        overlap += meet(seen, shorter[d - 1]);
        overlapAtS = overlap;
      }
      double agreement = overlap;
      if (d > s) {
        agreement += overlapAtS * (double) (d - s) / s;
      }
      sum += agreement / d * weight;
    }
    double rest = (overlap - overlapAtS) / (double) l + overlapAtS / (double) s;
    return (1 - persistence) / persistence * sum + rest * weight;
  }

  /** 1 if the document was in the other list before. */
  private static int meet(boolean[] seen, int document) {
    if (seen[document]) {
      return 1;
    }
    seen[document] = true;
    return 0;
  }

  private static int[] numbered(List<String> documents, Map<String, Integer> numbers) {
    int[] numbered = new int[documents.size()];
    for (int i = 0; i < numbered.length; i++) {
      numbered[i] = numbers.computeIfAbsent(documents.get(i), id -> numbers.size());
    }
    return numbered;
  }
}
