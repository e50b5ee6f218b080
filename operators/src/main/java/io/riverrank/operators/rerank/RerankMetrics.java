package io.riverrank.operators.rerank;

import io.riverrank.operators.scoring.ScoringMetrics;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** The operator's metrics: those of its pairs, and of the queries that they belong to. */
final class RerankMetrics {

  private final MetricGroup group;
  private final ScoringMetrics pairs;
  private final Counter queriesEmitted;
  private final Counter queriesIncomplete;

  RerankMetrics(MetricGroup operatorGroup) {
    group = operatorGroup.addGroup("rerank");
    pairs = new ScoringMetrics(group);
    queriesEmitted = group.counter("numQueriesEmitted");
    queriesIncomplete = group.counter("numQueriesIncomplete");
  }

  /** What the operator holds now. */
  void register(
      IntSupplier pairsInFlight,
      LongSupplier bytesInFlight,
      LongSupplier tokensInFlight,
      IntSupplier openGroups) {
    gauge("pairsInFlight", pairsInFlight::getAsInt);
    gauge("bytesInFlight", bytesInFlight::getAsLong);
    gauge("tokensInFlight", tokensInFlight::getAsLong);
    gauge("openGroups", openGroups::getAsInt);
  }

  ScoringMetrics pairs() {
    return pairs;
  }

  void emitted(boolean complete) {
    queriesEmitted.inc();
    if (!complete) {
      queriesIncomplete.inc();
    }
  }

  private <T> void gauge(String name, Gauge<T> gauge) {
    group.gauge(name, gauge);
  }
}
