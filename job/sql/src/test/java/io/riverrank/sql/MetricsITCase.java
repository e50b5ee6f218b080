package io.riverrank.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is counted of a model in SQL. */
class MetricsITCase {

  @RegisterExtension
  static final TestCluster CLUSTER =
      new TestCluster(
          Map.of("metrics.reporter.test.factory.class", CounterReporter.class.getName()));

  @Test
  void pairsAreCountedByModelAsInTheJob() {
    CounterReporter.forgetAll();

    new SqlSession(Map.of("parallelism.default", "1"))
        .run(
            """
            CREATE MODEL reranker INPUT (query STRING, document STRING) OUTPUT (score DOUBLE)
            WITH ('provider' = 'riverrank', 'model.uri' = 'bundled');
            """)
        .pairs(Row.of(1, "bread", "rent"), Row.of(2, "bread", "rent"), Row.of(3, "bread", null))
        .rows(
            "SELECT score FROM ML_PREDICT(TABLE pairs, MODEL reranker, DESCRIPTOR(query, document))");

    assertThat(CounterReporter.sums())
        .containsEntry("demo-cross-encoder numPairsIn", 2L)
        .containsEntry("demo-cross-encoder numPairsScored", 2L)
        .containsEntry("demo-cross-encoder numPairsFailed", 0L)
        .containsEntry("demo-cross-encoder numBatches", 1L)
        .containsKey("demo-cross-encoder numPairsFromCache");
  }
}
