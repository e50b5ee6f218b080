package io.riverrank.job.bench.raw;

import io.riverrank.operators.settings.BatchSettings;
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
public final class BatchTimer implements AutoCloseable {
  private static final double[] LENGTH_QUANTILES = {0, 0.25, 0.5, 0.75, 1};
  private static final int SMALLEST_BUDGET = 64;
  private static final int REPEATS = 2;

  /** Caches are as cold after this as they get. */
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final RawSession session;
  private final RawLoop loop;
  private final List<TokenizedPair> representatives;
  private final BatchSettings settings;

  private BatchTimer(
      RawSession session, List<TokenizedPair> representatives, BatchSettings settings) {
    this.session = session;
    this.loop = new RawLoop(session);
    this.representatives = representatives;
    this.settings = settings;
  }

  /** For batches as large as the settings allow, of pairs of a log. */
  public static BatchTimer open(RawModel model, List<TokenizedPair> pairs, RerankSettings settings)
      throws InterruptedException {
    int callers = model.device().callers(settings.execution());
    Threads threads = new Threads(callers, settings.execution().intraOpThreads());
    BatchTimer timer =
        new BatchTimer(
            RawSession.open(model.directory(), model.device(), threads),
            representatives(pairs),
            settings.batch());
    // The first run of a shape as large takes memory, too.
    timer.measure(0);
    return timer;
  }

  /**
   * @param pauseNanos between runs
   */
  public BatchTimes measure(long pauseNanos) throws InterruptedException {
    BatchTimes times = new BatchTimes();
    long pause = Math.min(pauseNanos, LONGEST_PAUSE_NANOS);
    for (TokenizedPair pair : representatives) {
      int most = Math.max(1, Math.min(settings.maxRows(), settings.tokenBudget() / pair.length()));
      for (int rows = most; rows >= 1; rows = nextFewer(rows, pair.length())) {
        times.put(rows, pair.length(), nanos(pair, rows, pause));
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
  private static List<TokenizedPair> representatives(List<TokenizedPair> pairs) {
    List<TokenizedPair> sorted = new ArrayList<>(pairs);
    sorted.sort(Comparator.comparingInt(TokenizedPair::length));
    TreeMap<Integer, TokenizedPair> chosen = new TreeMap<>();
    for (double quantile : LENGTH_QUANTILES) {
      TokenizedPair pair = sorted.get((int) Math.round(quantile * (sorted.size() - 1)));
      chosen.put(pair.length(), pair);
    }
    return List.copyOf(chosen.values());
  }

  private List<Double> nanos(TokenizedPair pair, int rows, long pauseNanos)
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
    return nanos;
  }

  @Override
  public void close() {
    loop.close();
    session.close();
  }
}
