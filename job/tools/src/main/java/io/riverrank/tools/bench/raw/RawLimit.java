package io.riverrank.tools.bench.raw;

import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.List;

/**
 * The limit: ideal batches through a plain session. Tensors are made beforehand; only the runs are
 * timed.
 */
public final class RawLimit {
  private static final int WARM_UP_BATCHES = 4;

  private RawLimit() {}

  /**
   * @param nanos of all runs together
   * @param startNanos since the epoch
   * @param endNanos since the epoch
   */
  public record Result(
      int pairs, long tokens, long paddedTokens, long nanos, long startNanos, long endNanos) {

    public double pairsPerSecond() {
      return pairs / (nanos / 1e9);
    }
  }

  /**
   * Loads the model, warms up with the largest batches, or with all of them where each shape is
   * compiled, and runs every pair once.
   */
  public static Result run(RawModel model, List<TokenizedPair> pairs, RawSettings settings)
      throws InterruptedException {
    try (RawSession session = RawSession.open(model, settings.threads());
        RawLoop loop = new RawLoop(session)) {
      return run(session, loop, pairs, settings);
    }
  }

  static Result run(
      RawSession session, RawLoop loop, List<TokenizedPair> pairs, RawSettings settings)
      throws InterruptedException {
    List<Feed> feeds = new ArrayList<>();
    try {
      for (List<TokenizedPair> batch :
          IdealBatches.of(pairs, settings.tokenBudget(), settings.maxRows())) {
        feeds.add(session.feed(batch));
      }
      int warmUp = session.compilesShapes() ? feeds.size() : WARM_UP_BATCHES;
      loop.run(feeds.subList(0, Math.min(warmUp, feeds.size())));
      long startNanos = now();
      long nanos = loop.run(feeds);
      return new Result(
          pairs.size(),
          feeds.stream().mapToLong(Feed::tokens).sum(),
          feeds.stream().mapToLong(Feed::paddedTokens).sum(),
          nanos,
          startNanos,
          now());
    } finally {
      feeds.forEach(Feed::close);
    }
  }

  private static long now() {
    return System.currentTimeMillis() * 1_000_000;
  }
}
