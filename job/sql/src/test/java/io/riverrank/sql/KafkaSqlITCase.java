package io.riverrank.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.operators.testing.TestSettings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Kafka to Kafka in SQL. */
class KafkaSqlITCase {

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
  @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @TempDir Path savepoints;

  private static String requests(String topic, String more) {
    return """
    CREATE TABLE requests (
      query_id STRING, query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>)
    WITH ('connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
      'properties.group.id' = '%s', 'scan.startup.mode' = 'earliest-offset', 'format' = 'json'%s);
    """
        .formatted(topic, KAFKA.bootstrapServers(), topic, more);
  }

  private static String results(String name, String topic) {
    return """
    CREATE TABLE %s (query_id STRING, doc_id STRING, `rank` INT, score DOUBLE)
    WITH ('connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
      'sink.delivery-guarantee' = 'exactly-once', 'sink.transactional-id-prefix' = '%s',
      'properties.transaction.timeout.ms' = '600000', 'format' = 'json');
    """
        .formatted(name, topic, KAFKA.bootstrapServers(), topic);
  }

  private static String model(String name, String more) {
    return """
    CREATE MODEL %s INPUT (query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>)
    OUTPUT (doc_id STRING, `rank` INT, score DOUBLE)
    WITH ('provider' = 'riverrank', 'model.uri' = 'bundled'%s);
    """
        .formatted(name, more);
  }

  private static String insert(String table, String model) {
    return "INSERT INTO "
        + table
        + " SELECT query_id, doc_id, `rank`, score FROM ML_PREDICT(TABLE requests, MODEL "
        + model
        + ", DESCRIPTOR(query, candidates), MAP['max-concurrent-operations', '100'])";
  }

  private static void send(String topic, int from, int to) throws Exception {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String request =
          """
          {"query_id":"q%d","query":"bread","candidates":[{"doc_id":"a","text":"rent %d"},
           {"doc_id":"b","text":"bread prices %d"}]}"""
              .formatted(i, i, i);
      messages.add(new ProducerRecord<>(topic, request.getBytes(UTF_8)));
    }
    KAFKA.topics().send(messages);
  }

  private static List<String> ranked(String topic) throws Exception {
    List<String> ranked = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : KAFKA.topics().read(topic)) {
      JsonNode result = MAPPER.readTree(message.value());
      ranked.add(
          "%s %s %d"
              .formatted(
                  result.get("query_id").asText(),
                  result.get("doc_id").asText(),
                  result.get("rank").asInt()));
    }
    return ranked;
  }

  private static List<String> expected(int queries) {
    return IntStream.range(0, queries)
        .boxed()
        .flatMap(i -> List.of("q%d b 1".formatted(i), "q%d a 2".formatted(i)).stream())
        .toList();
  }

  @Test
  void twoModelsInAStatementSetAreLoadedOnceEach() throws Exception {
    String requests = KAFKA.topics().create("requests", 2, Map.of());
    String first = KAFKA.topics().create("first");
    String second = KAFKA.topics().create("second");
    send(requests, 0, 20);
    SqlSession sql =
        new SqlSession(
                Map.of("execution.checkpointing.interval", "200 ms", "parallelism.default", "4"))
            .run(
                requests(requests, "")
                    + results("plain_results", first)
                    + results("logit_results", second)
                    + model("plain", "")
                    + model("logits", ", 'model.activation' = 'identity'"));

    JobClient job =
        sql.tables()
            .executeSql(
                "EXECUTE STATEMENT SET BEGIN "
                    + insert("plain_results", "plain")
                    + "; "
                    + insert("logit_results", "logits")
                    + "; END")
            .getJobClient()
            .orElseThrow();

    Awaitility.await()
        .atMost(DEADLINE)
        .until(() -> ranked(first).size() == 40 && ranked(second).size() == 40);
    assertThat(TestCluster.loadedModels()).isEqualTo(2);
    assertThat(ranked(first)).containsExactlyInAnyOrderElementsOf(expected(20));
    assertThat(ranked(second)).containsExactlyInAnyOrderElementsOf(expected(20));
    job.cancel().get();
    Awaitility.await().atMost(DEADLINE).until(() -> TestCluster.loadedModels() == 0);
  }

  @Test
  void aSavepointGoesOnAtAnotherParallelism() throws Exception {
    String requests = KAFKA.topics().create("requests", 2, Map.of());
    String results = KAFKA.topics().create("results");
    String ddl = requests(requests, "") + results("results", results) + model("plain", "");
    send(requests, 0, 50);
    SqlSession before =
        new SqlSession(
                Map.of("execution.checkpointing.interval", "200 ms", "parallelism.default", "1"))
            .run(ddl);
    JobClient job =
        before.tables().executeSql(insert("results", "plain")).getJobClient().orElseThrow();
    Awaitility.await().atMost(DEADLINE).until(() -> !ranked(results).isEmpty());
    send(requests, 50, 100);

    String savepoint =
        job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
    KAFKA.topics().awaitSettled(results);
    send(requests, 100, 150);
    SqlSession after =
        new SqlSession(
                Map.of(
                    "execution.checkpointing.interval",
                    "200 ms",
                    "parallelism.default",
                    "3",
                    "execution.state-recovery.path",
                    savepoint))
            .run(ddl);
    JobClient resumed =
        after.tables().executeSql(insert("results", "plain")).getJobClient().orElseThrow();

    Awaitility.await().atMost(DEADLINE).until(() -> ranked(results).size() >= 300);
    assertThat(ranked(results)).containsExactlyInAnyOrderElementsOf(expected(150));
    assertThat(resumed.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    resumed.cancel().get();
  }

  /** Rows that were in flight are in the checkpoint, and are scored again. */
  @Test
  void aCrashLosesAndRepeatsNothing() throws Exception {
    String requests = KAFKA.topics().create("requests", 2, Map.of());
    String results = KAFKA.topics().create("results");
    FailOnce.arm("q70");
    SqlSession sql =
        new SqlSession(
            Map.of(
                "execution.checkpointing.interval",
                "200 ms",
                "restart-strategy.type",
                "fixed-delay",
                "restart-strategy.fixed-delay.delay",
                "0 s"));
    sql.tables().createTemporarySystemFunction("FAIL_ONCE", FailOnce.class);
    sql.run(requests(requests, "") + results("results", results) + model("plain", ""));
    send(requests, 0, 50);
    JobClient job =
        sql.tables()
            .executeSql(
                insert("results", "plain").replace("SELECT query_id", "SELECT FAIL_ONCE(query_id)"))
            .getJobClient()
            .orElseThrow();
    Awaitility.await().atMost(DEADLINE).until(() -> ranked(results).size() == 100);

    send(requests, 50, 100);

    Awaitility.await().atMost(DEADLINE).until(() -> ranked(results).size() >= 200);
    assertThat(FailOnce.hasFailed()).isTrue();
    assertThat(ranked(results)).containsExactlyInAnyOrderElementsOf(expected(100));
    job.cancel().get();
  }

  @Test
  void avroWillDoAsWell() throws Exception {
    String topic = KAFKA.topics().create("avro");
    SqlSession sql =
        new SqlSession()
            .run(
                requests(topic, ", 'scan.bounded.mode' = 'latest-offset'")
                        .replace("'format' = 'json'", "'format' = 'avro'")
                    + model("plain", ""));
    sql.insert(
        "INSERT INTO requests SELECT 'q1', 'bread', ARRAY[CAST(ROW('a', 'rent') AS ROW<doc_id STRING,"
            + " text STRING>), CAST(ROW('b', 'bread prices') AS ROW<doc_id STRING, text STRING>)]");

    assertThat(
            sql.rows(
                "SELECT query_id, doc_id, `rank` FROM ML_PREDICT(TABLE requests, MODEL plain,"
                    + " DESCRIPTOR(query, candidates))"))
        .containsExactly(Row.of("q1", "b", 1), Row.of("q1", "a", 2));
  }

  /** The same files would be missing after every further restart. */
  @Test
  void aModelThatIsGoneAfterARestartEndsTheJob() throws Exception {
    Path directory = Files.createDirectories(savepoints.resolve("model"));
    for (String file :
        List.of("config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx")) {
      Path copy = directory.resolve(file);
      Files.createDirectories(copy.getParent());
      try (InputStream in = TestSettings.class.getResourceAsStream("/models/gte-tiny/" + file)) {
        Files.copy(in, copy);
      }
    }
    String requests = KAFKA.topics().create("requests", 2, Map.of());
    String results = KAFKA.topics().create("results");
    FailOnce.arm("q1");
    SqlSession sql =
        new SqlSession(
            Map.of(
                "execution.checkpointing.interval", "200 ms",
                "restart-strategy.type", "fixed-delay",
                "restart-strategy.fixed-delay.attempts", "1000",
                // A subtask that went on would have kept the model loaded for the other.
                "parallelism.default", "1"));
    sql.tables().createTemporarySystemFunction("FAIL_ONCE", FailOnce.class);
    sql.run(
        requests(requests, "")
            + results("results", results)
            + model("plain", "").replace("'bundled'", "'" + directory + "'"));
    send(requests, 0, 1);
    TableResult job =
        sql.tables()
            .executeSql(
                insert("results", "plain")
                    .replace("SELECT query_id", "SELECT FAIL_ONCE(query_id)"));
    Awaitility.await().atMost(DEADLINE).until(() -> ranked(results).size() == 2);
    Files.move(directory, savepoints.resolve("elsewhere"));

    send(requests, 1, 2);

    assertThatThrownBy(job::await)
        .satisfies(
            failure ->
                assertThat(SqlSession.rootMessage(failure))
                    .startsWith(directory + " is not a directory; give a CrossEncoder directory"));
  }
}
