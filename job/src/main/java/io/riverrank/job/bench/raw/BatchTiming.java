package io.riverrank.job.bench.raw;

import io.riverrank.job.bench.measure.Spread;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long batches take that come one for each caller, then none for a while: what others
 * on the machine leave of the caches makes a run after a pause slower.
 */
public final class BatchTiming {
  private static final double[] LENGTH_QUANTILES = {0, 0.25, 0.5, 0.75, 1};
  private static final int SMALLEST_BUDGET = 64;
  private static final int REPEATS = 3;

  private BatchTiming() {}

  /**
   * @param pairs of the log
   * @param pauseNanos between runs
   */
  public static BatchTimes measure(
      RawModel model, List<TokenizedPair> pairs, RerankSettings settings, long pauseNanos)
      throws InterruptedException {
    int callers = model.device().callers(settings.execution());
    Threads threads = new Threads(callers, settings.execution().intraOpThreads());
    BatchTimes times = new BatchTimes();
    try (RawSession session = RawSession.open(model.directory(), model.device(), threads);
        RawLoop loop = new RawLoop(session)) {
      for (TokenizedPair pair : representatives(pairs)) {
        int most =
            Math.max(
                1,
                Math.min(
                    settings.batch().maxRows(), settings.batch().tokenBudget() / pair.length()));
        // The first run of a shape as large takes memory, too.
        median(session, loop, pair, most, 0);
        for (int rows = most; rows >= 1; rows = nextFewer(rows, pair.length())) {
          times.put(rows, pair.length(), median(session, loop, pair, rows, pauseNanos));
        }
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

  /** Pairs of different lengths, from the shortest to the longest. */
  private static Iterable<TokenizedPair> representatives(List<TokenizedPair> pairs) {
    List<TokenizedPair> sorted = new ArrayList<>(pairs);
    sorted.sort(Comparator.comparingInt(TokenizedPair::length));
    TreeMap<Integer, TokenizedPair> chosen = new TreeMap<>();
    for (double quantile : LENGTH_QUANTILES) {
      TokenizedPair pair = sorted.get((int) Math.round(quantile * (sorted.size() - 1)));
      chosen.put(pair.length(), pair);
    }
    return chosen.values();
  }

  private static double median(
      RawSession session, RawLoop loop, TokenizedPair pair, int rows, long pauseNanos)
      throws InterruptedException {
    List<Double> nanos = Collections.synchronizedList(new ArrayList<>());
    try (Feed feed = session.feed(Collections.nCopies(rows, pair))) {
      for (int i = 0; i < REPEATS; i++) {
        TimeUnit.NANOSECONDS.sleep(pauseNanos);
        loop.onEveryCaller(
            () -> {
              long start = System.nanoTime();
              session.run(feed.tensors());
              nanos.add((double) (System.nanoTime() - start));
            });
      }
    }
    return Spread.of(nanos).median();
  }
}
