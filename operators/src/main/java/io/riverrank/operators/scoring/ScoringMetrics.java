package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.FlushReason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What becomes of the pairs that one owner submits; the metrics' names are here and nowhere else.
 * Times are milliseconds. Not thread safe.
 */
public final class ScoringMetrics {
  private static final int HISTOGRAM_WINDOW = 1000;

  private final MetricGroup group;
  private final Counter pairsIn;
  private final Counter pairsScored;
  private final Counter pairsFailed;
  private final Counter pairsTruncated;
  private final Counter pairsChunked;
  private final Counter chunks;
  private final Counter pairsFromCache;
  private final Counter pairsFromEqualPair;
  private final Counter batches;
  private final Counter batchTokens;
  private final Counter batchSharedTokens;
  private final Counter batchPaddedTokens;
  private final Histogram batchRows;
  private final Histogram batchTokensEach;
  private final Histogram tokenizeMs;
  private final Histogram queueMs;
  private final Histogram inferenceMs;
  private final Histogram totalMs;
  private volatile long prefixBytes;
  private final Map<FlushReason, Counter> flushes = new EnumMap<>(FlushReason.class);

  public ScoringMetrics(MetricGroup group) {
    this.group = group;
    pairsIn = group.counter("numPairsIn");
    pairsScored = group.counter("numPairsScored");
    group.meter("numPairsScoredPerSecond", new MeterView(pairsScored));
    pairsFailed = group.counter("numPairsFailed");
    pairsTruncated = group.counter("numPairsTruncated");
    pairsChunked = group.counter("numPairsChunked");
    chunks = group.counter("numChunks");
    pairsFromCache = group.counter("numPairsFromCache");
    pairsFromEqualPair = group.counter("numPairsFromEqualPair");
    batches = group.counter("numBatches");
    batchTokens = group.counter("numBatchTokens");
    batchSharedTokens = group.counter("numBatchSharedTokens");
    batchPaddedTokens = group.counter("numBatchPaddedTokens");
    batchRows = histogram("batchRows");
    batchTokensEach = histogram("batchTokens");
    tokenizeMs = histogram("tokenizeTimeMs");
    queueMs = histogram("queueTimeMs");
    inferenceMs = histogram("inferenceTimeMs");
    totalMs = histogram("pairTimeMs");
    gauge("paddingRatio", this::paddingRatio);
    gauge("prefixBytes", () -> prefixBytes);
    gauge("cacheHitRatio", this::cacheHitRatio);
  }

  public void submitted(int pairs) {
    pairsIn.inc(pairs);
  }

  public void scored(ScoredPair pair) {
    (pair.score().error() == null ? pairsScored : pairsFailed).inc();
    switch (pair.source()) {
      case CACHE -> pairsFromCache.inc();
      case EQUAL_PAIR -> pairsFromEqualPair.inc();
      case MODEL -> countChunks(pair.score().rows());
    }
    if (pair.score().truncated()) {
      pairsTruncated.inc();
    }
    double tokenize = pair.tokenizeNanos() / 1e6;
    double queue = pair.queueNanos() / 1e6;
    tokenizeMs.update(Math.round(tokenize));
    queueMs.update(Math.round(queue));
    totalMs.update(Math.round(tokenize + queue + pair.inferenceNanos() / 1e6));
  }

  private void countChunks(int rows) {
    if (rows > 1) {
      pairsChunked.inc();
      chunks.inc(rows);
    }
  }

  public void batch(BatchStatistics batch) {
    batches.inc();
    batchTokens.inc(batch.tokens());
    batchSharedTokens.inc(batch.sharedTokens());
    batchPaddedTokens.inc(batch.paddedTokens());
    prefixBytes = batch.prefixBytes();
    batchRows.update(batch.rows());
    batchTokensEach.update(batch.paddedTokens());
    inferenceMs.update(Math.round(batch.inferenceNanos() / 1e6));
    flushes.computeIfAbsent(batch.reason(), this::flushCounter).inc();
  }

  private double cacheHitRatio() {
    long all = pairsScored.getCount() + pairsFailed.getCount();
    return all == 0
        ? 0
        : (double) (pairsFromCache.getCount() + pairsFromEqualPair.getCount()) / all;
  }

  private double paddingRatio() {
    long padded = batchPaddedTokens.getCount();
    return padded == 0 ? 0 : 1 - (double) batchTokens.getCount() / padded;
  }

  private Counter flushCounter(FlushReason reason) {
    return group.addGroup("reason", reason.name().toLowerCase(Locale.ROOT)).counter("numFlushes");
  }

  private Histogram histogram(String name) {
    return group.histogram(name, new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
  }

  private <T> void gauge(String name, Gauge<T> gauge) {
    group.gauge(name, gauge);
  }
}
