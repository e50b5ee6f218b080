package io.riverrank.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.broker.testing.KafkaExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job that stops while rows wait for their scores: none of them fails it. */
class InFlightITCase {

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  @RegisterExtension
  static final TestCluster CLUSTER =
      new TestCluster(
          Map.of("metrics.reporter.test.factory.class", CounterReporter.class.getName()));

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final int SEARCHES = 4;
  private static final int CANDIDATES = 250;

  @TempDir Path savepoints;

  private JobClient job;

  /** As much as takes the model some seconds, all of it in flight at once. */
  @BeforeEach
  void submit() throws Exception {
    CounterReporter.forgetAll();
    String topic = KAFKA.topics().create("requests");
    KAFKA
        .topics()
        .send(
            IntStream.range(0, SEARCHES)
                .mapToObj(i -> new ProducerRecord<byte[], byte[]>(topic, search(i)))
                .toList());
    SqlSession sql =
        new SqlSession(Map.of("restart-strategy.type", "none"))
            .run(
                """
                CREATE TABLE requests (query STRING, candidates ARRAY<ROW<text STRING>>)
                WITH ('connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
                  'scan.startup.mode' = 'earliest-offset', 'format' = 'json');
                CREATE TABLE nowhere (score DOUBLE) WITH ('connector' = 'blackhole');
                CREATE MODEL ranked INPUT (query STRING, candidates ARRAY<ROW<text STRING>>)
                OUTPUT (score DOUBLE) WITH ('provider' = 'riverrank', 'model.uri' = 'bundled');
                """
                    .formatted(topic, KAFKA.bootstrapServers()));
    job =
        sql.tables()
            .executeSql(
                "INSERT INTO nowhere SELECT score FROM ML_PREDICT(TABLE requests, MODEL ranked,"
                    + " DESCRIPTOR(query, candidates))")
            .getJobClient()
            .orElseThrow();
    Awaitility.await().atMost(DEADLINE).until(() -> counted("numPairsIn") == SEARCHES * CANDIDATES);
    assertThat(counted("numPairsScored")).isLessThan(SEARCHES * CANDIDATES);
  }

  private static byte[] search(int number) {
    String words = " bread".repeat(500);
    return IntStream.range(0, CANDIDATES)
        .mapToObj(i -> "{\"text\":\"%d %d%s\"}".formatted(number, i, words))
        .collect(joining(",", "{\"query\":\"bread\",\"candidates\":[", "]}"))
        .getBytes(UTF_8);
  }

  private static long counted(String metric) {
    return CounterReporter.sums().getOrDefault("demo-cross-encoder " + metric, 0L);
  }

  @Test
  void aSavepointStopsTheJob() throws Exception {
    job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();

    Awaitility.await()
        .atMost(DEADLINE)
        .until(() -> job.getJobStatus().get().isGloballyTerminalState());
    assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.FINISHED);
    assertThat(TestCluster.loadedModels()).isZero();
  }

  @Test
  void itIsCancelled() throws Exception {
    job.cancel().get();

    Awaitility.await()
        .atMost(DEADLINE)
        .until(() -> job.getJobStatus().get().isGloballyTerminalState());
    assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.CANCELED);
    Awaitility.await().atMost(DEADLINE).until(() -> TestCluster.loadedModels() == 0);
  }
}
