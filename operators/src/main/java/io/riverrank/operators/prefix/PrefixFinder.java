package io.riverrank.operators.prefix;

import io.riverrank.operators.tokenizer.PairTokenizer;
import io.riverrank.operators.tokenizer.TokenPrefix;
import io.riverrank.operators.tokenizer.TokenizedPair;
import io.riverrank.operators.tokenizer.TokenizerException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Finds what pairs begin with in common: the template's beginning, which all have, and with it a
 * query, where several of its documents come together. It looks at tokens only, so that a pair
 * whose query was cut, or whose tokens join across a seam, shares exactly what is equal. Thread
 * safe.
 */
public final class PrefixFinder {
  /** What a prefix of its own costs besides its tokens: a run, and smaller micro-batches. */
  private static final int OVERHEAD_TOKENS = 64;

  /** Pairs of one prefix at most; bounds the search, which looks at each pair with those before. */
  private static final int LARGEST_GROUP = 256;

  /** They begin alike in nothing but what every pair begins with. */
  private static final String[][] UNLIKE_PAIRS = {
    {"river", "rank"}, {"Où?", "река"}, {" a", "7"}, {"9", "("}, {"\n", "\n"}, {"河", ""}, {"", ""}
  };

  @Nullable private final TokenPrefix common;
  private final int mostTokens;

  /**
   * @param common what every pair begins with; null for nothing
   * @param mostTokens of a prefix
   */
  public PrefixFinder(@Nullable TokenPrefix common, int mostTokens) {
    this.common = common;
    this.mostTokens = mostTokens;
  }

  /** Finds what every pair of a tokenizer begins with. */
  public static PrefixFinder of(PairTokenizer tokenizer, int mostTokens) {
    long[] first = null;
    int same = 0;
    for (String[] pair : UNLIKE_PAIRS) {
      try {
        long[] ids = tokenizer.encode(pair[0], pair[1]).ids();
        same = first == null ? ids.length : Math.min(same, alike(first, ids));
        // What a prefix begins has to go on.
        same = Math.min(same, ids.length - 1);
        first = first == null ? ids : first;
      } catch (TokenizerException e) {
        return new PrefixFinder(null, mostTokens);
      }
    }
    int length = Math.min(same, mostTokens);
    return new PrefixFinder(
        length < 1 ? null : new TokenPrefix(Arrays.copyOf(first, length), null), mostTokens);
  }

  /** What every pair begins with; null for nothing. */
  @Nullable
  public TokenPrefix common() {
    return common;
  }

  /**
   * Parts pairs so that as few tokens as possible are read: neighbours in the order of their
   * tokens, since pairs that begin alike are neighbours there.
   *
   * @return the prefix of each pair, in their order; null where it shares nothing
   */
  public TokenPrefix[] find(List<TokenizedPair> pairs) {
    Integer[] order = new Integer[pairs.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(i -> pairs.get(i).ids(), Arrays::compare));
    long[][] sorted = new long[order.length][];
    Arrays.setAll(sorted, i -> pairs.get(order[i]).ids());
    int[] starts = cheapestGroups(sorted);
    TokenPrefix[] found = new TokenPrefix[order.length];
    for (int end = order.length; end > 0; ) {
      int start = starts[end];
      TokenPrefix prefix = prefix(sorted, start, end);
      for (int i = start; i < end; i++) {
        found[order[i]] = prefix;
      }
      end = start;
    }
    return found;
  }

  /**
   * @return for each end of a group, exclusive, where the best group with that end starts
   */
  private int[] cheapestGroups(long[][] sorted) {
    long[] cost = new long[sorted.length + 1];
    int[] starts = new int[sorted.length + 1];
    for (int end = 1; end <= sorted.length; end++) {
      long[] last = sorted[end - 1];
      starts[end] = end - 1;
      cost[end] = cost[end - 1] + last.length - lengthOf(base(last));
      long tokens = last.length;
      int alike = Math.min(mostTokens, last.length - 1);
      for (int start = end - 2; start >= Math.max(0, end - LARGEST_GROUP); start--) {
        alike = Math.min(alike, alike(sorted[start], sorted[start + 1]));
        alike = Math.min(alike, sorted[start].length - 1);
        int base = lengthOf(base(last));
        if (alike <= base) {
          break;
        }
        tokens += sorted[start].length;
        long own = tokens - (long) (end - start) * alike;
        long grouped = cost[start] + own + alike - base + OVERHEAD_TOKENS;
        if (grouped < cost[end]) {
          cost[end] = grouped;
          starts[end] = start;
        }
      }
    }
    return starts;
  }

  @Nullable
  private TokenPrefix prefix(long[][] sorted, int start, int end) {
    long[] first = sorted[start];
    if (end - start == 1) {
      return base(first);
    }
    int alike = Math.min(mostTokens, first.length - 1);
    for (int i = start + 1; i < end; i++) {
      alike = Math.min(alike, Math.min(alike(sorted[i - 1], sorted[i]), sorted[i].length - 1));
    }
    return new TokenPrefix(Arrays.copyOf(first, alike), base(first));
  }

  /** What a pair shares without others of its own kind. */
  @Nullable
  private TokenPrefix base(long[] ids) {
    return common != null && common.begins(ids) ? common : null;
  }

  private static int lengthOf(@Nullable TokenPrefix prefix) {
    return prefix == null ? 0 : prefix.length();
  }

  private static int alike(long[] one, long[] other) {
    int mismatch = Arrays.mismatch(one, other);
    return mismatch < 0 ? one.length : mismatch;
  }
}
