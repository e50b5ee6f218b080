package io.riverrank.operators.rollout.shadow;

import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What becomes of queries that are offered to a challenger in shadow. */
final class ShadowMetrics {
  private final Counter queriesScored;
  private final Counter pairsScored;
  private final Counter queriesShed;
  private final Counter pairsShed;
  private final Counter queriesFailed;
  private final Counter pairsFailed;

  /**
   * @param operatorGroup the operator's own
   * @param pairsPending that wait now
   */
  ShadowMetrics(MetricGroup operatorGroup, IntSupplier pairsPending) {
    MetricGroup group = operatorGroup.addGroup("rerank");
    queriesScored = group.counter("numShadowQueries");
    pairsScored = group.counter("numShadowPairs");
    queriesShed = group.counter("numShadowQueriesShed");
    pairsShed = group.counter("numShadowPairsShed");
    queriesFailed = group.counter("numShadowQueriesFailed");
    pairsFailed = group.counter("numShadowPairsFailed");
    group.gauge("shadowPairsPending", (Gauge<Integer>) pairsPending::getAsInt);
  }

  void scored(ShadowQuery query) {
    queriesScored.inc();
    pairsScored.inc(query.pairs());
  }

  /** There was no room for it, or the trial ended before its turn came. */
  void shed(ShadowQuery query) {
    queriesShed.inc();
    pairsShed.inc(query.pairs());
  }

  /** The challenger could not score one of its pairs. */
  void failed(ShadowQuery query) {
    queriesFailed.inc();
    pairsFailed.inc(query.pairs());
  }
}
