package io.riverrank.tools.bench.raw;

import io.riverrank.operators.batching.BatchLimits;
import io.riverrank.operators.batching.PaddingRule;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.tokenizer.TokenizedPair;
import io.riverrank.tools.bench.measure.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Measures how long batches take while every caller has one like it. */
public final class BatchTimer {
  private static final double[] LENGTH_QUANTILES = {0, 0.25, 0.5, 0.75, 1};
  private static final int SMALLEST_BUDGET = 64;
  private static final int REPEATS = 5;

  private final RawSession session;
  private final RawLoop loop;
  private final List<TokenizedPair> representatives;
  private final BatchLimits limits;

  private BatchTimer(
      RawSession session, RawLoop loop, List<TokenizedPair> representatives, BatchLimits limits) {
    this.session = session;
    this.loop = loop;
    this.representatives = representatives;
    this.limits = limits;
  }

  /**
   * Medians of several runs, at several lengths of a log and rows from one to as many as the
   * settings allow.
   */
  public static BatchTimes measure(
      RawModel model, List<TokenizedPair> pairs, RerankSettings settings)
      throws InterruptedException {
    int callers = model.device().callers(settings.execution());
    Threads threads = new Threads(callers, settings.execution().intraOpThreads());
    try (RawSession session = RawSession.open(model, threads);
        RawLoop loop = new RawLoop(session)) {
      return new BatchTimer(
              session,
              loop,
              representatives(pairs, model.padding(settings.batch())),
              model.limits(settings.batch()))
          .measure();
    }
  }

  private BatchTimes measure() throws InterruptedException {
    BatchTimes times = new BatchTimes();
    for (TokenizedPair pair : representatives) {
      int most = Math.max(1, Math.min(limits.maxRows(), limits.tokenBudget() / pair.length()));
      for (int rows = most; rows >= 1; rows = nextFewer(rows, pair.length())) {
        times.put(rows, pair.length(), Spread.of(nanos(pair, rows)).median());
      }
    }
    return times;
  }

  /**
   * Halves; below some tokens a run is mostly overhead, and one row is all that is left to know.
   */
  private static int nextFewer(int rows, int length) {
    if (rows == 1) {
      return 0;
    }
    return rows * length > SMALLEST_BUDGET ? rows / 2 : 1;
  }

  /** Pairs of different lengths, from the shortest to the longest, as long as runs pad them. */
  static List<TokenizedPair> representatives(List<TokenizedPair> pairs, PaddingRule padding) {
    List<TokenizedPair> sorted = new ArrayList<>(pairs);
    sorted.sort(Comparator.comparingInt(TokenizedPair::length));
    TreeMap<Integer, TokenizedPair> chosen = new TreeMap<>();
    for (double quantile : LENGTH_QUANTILES) {
      TokenizedPair pair = sorted.get((int) Math.round(quantile * (sorted.size() - 1)));
      chosen.put(padding.paddedLength(pair.length()), pair);
    }
    return chosen.entrySet().stream()
        .map(each -> ofLength(each.getKey(), each.getValue()))
        .toList();
  }

  /** Its last token again and again: a run takes as long for any. */
  private static TokenizedPair ofLength(int length, TokenizedPair pair) {
    return new TokenizedPair(
        stretched(pair.ids(), length),
        pair.typeIds() == null ? null : stretched(pair.typeIds(), length),
        pair.truncated());
  }

  private static long[] stretched(long[] values, int length) {
    long[] stretched = Arrays.copyOf(values, length);
    Arrays.fill(stretched, values.length, length, values[values.length - 1]);
    return stretched;
  }

  private List<Double> nanos(TokenizedPair pair, int rows) throws InterruptedException {
    List<Double> nanos = Collections.synchronizedList(new ArrayList<>());
    try (Feed feed = session.feed(Collections.nCopies(rows, pair))) {
      // The first run of a shape takes memory, too.
      loop.onEveryCaller(() -> session.run(feed.tensors()));
      for (int i = 0; i < REPEATS; i++) {
        loop.onEveryCaller(
            () -> {
              long start = System.nanoTime();
              session.run(feed.tensors());
              nanos.add((double) (System.nanoTime() - start));
            });
      }
    }
    return nanos;
  }
}
