package io.riverrank.job.rerank;

import static io.riverrank.job.testing.TestRequests.member;
import static io.riverrank.job.testing.TestRequests.message;
import static io.riverrank.job.testing.TestRequests.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.job.testing.TestJob;
import io.riverrank.job.testing.TestSettings;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.testing.ParityCases;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job, Kafka to Kafka: a real broker, a real cluster, the bundled model. */
class RerankPipelineITCase {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private String requests;
  private String results;
  private String deadLetters;

  @BeforeAll
  static void setDefaults() throws Exception {
    Awaitility.setDefaultTimeout(DEADLINE);
  }

  @BeforeEach
  void createTopics() throws Exception {
    requests = KAFKA.topics().create("requests", 4, Map.of());
    results = KAFKA.topics().create("results", 2, Map.of());
    deadLetters = KAFKA.topics().create("dead-letters");
  }

  private JobSettings settings(String... definitions) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "kafka.topics.requests=" + requests,
                "kafka.topics.results=" + results,
                "kafka.topics.dead-letters=" + deadLetters,
                "kafka.group-id=" + requests,
                "kafka.transactional-id-prefix=" + requests,
                "rerank.checkpoint.interval=200 ms",
                "rerank.execution.callers=2"));
    all.addAll(List.of(definitions));
    return TestSettings.job(KAFKA.bootstrapServers(), all.toArray(String[]::new));
  }

  private List<RerankResult> readResults() throws IOException {
    ResultReader reader = new ResultReader();
    List<RerankResult> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : KAFKA.topics().read(results)) {
      RerankResult result = reader.read(message.value());
      assertThat(message.key()).isEqualTo(result.queryId().getBytes(UTF_8));
      read.add(result);
    }
    return read;
  }

  private void awaitEnd(TestJob job) throws Exception {
    job.awaitEnd();
    KAFKA.topics().awaitSettled(results, deadLetters);
  }

  private static String code(ConsumerRecord<byte[], byte[]> deadLetter) {
    Header header = deadLetter.headers().lastHeader("error.code");
    return new String(header.value(), UTF_8);
  }

  /** 25 queries with 20 documents each, of all languages, up to a hundred tokens. */
  private static Map<String, List<TextPair>> searches() {
    List<TextPair> cases =
        ParityCases.pairs().stream()
            .filter(pair -> pair.query().length() + pair.document().length() < 500)
            .toList();
    Random random = new Random(17);
    Map<String, List<TextPair>> searches = new HashMap<>();
    for (int i = 0; i < 25; i++) {
      String query = cases.get(random.nextInt(cases.size())).query();
      List<TextPair> pairs = new ArrayList<>();
      for (int j = 0; j < 20; j++) {
        pairs.add(new TextPair(query, cases.get(random.nextInt(cases.size())).document()));
      }
      searches.put("q" + i, pairs);
    }
    return searches;
  }

  private void send(Map<String, List<TextPair>> searches) throws Exception {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    searches.forEach(
        (id, pairs) ->
            messages.add(
                message(
                    requests,
                    id,
                    whole(
                        id,
                        pairs.get(0).query(),
                        pairs.stream().map(TextPair::document).toList()))));
    KAFKA.topics().send(messages);
  }

  /** Promises 1 and 2 through everything: the scores are those of the model alone. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void scoresAreTheModelsOwnAtAnyParallelism(int parallelism) throws Exception {
    Map<String, List<TextPair>> searches = searches();
    send(searches);

    try (TestJob job =
        TestJob.start(settings("kafka.bounded=true", "rerank.parallelism=" + parallelism))) {
      awaitEnd(job);
    }

    assertThat(KAFKA.topics().read(deadLetters)).isEmpty();
    assertRankedOnceAsTheModelDoes(searches);
  }

  private void assertRankedOnceAsTheModelDoes(Map<String, List<TextPair>> searches)
      throws Exception {
    List<RerankResult> read = readResults();
    assertThat(read)
        .extracting(RerankResult::queryId)
        .containsExactlyInAnyOrderElementsOf(searches.keySet());
    RerankSettings alone = SettingsFactory.rerank(new Configuration());
    try (CrossEncoder model = CrossEncoder.load(alone.model(), alone.execution(), alone.batch())) {
      for (RerankResult result : read) {
        List<PairScore> scores = model.predict(searches.get(result.queryId()));
        assertThat(result.results()).hasSameSizeAs(scores);
        double before = Double.POSITIVE_INFINITY;
        for (RankedCandidate ranked : result.results()) {
          PairScore score = scores.get(Integer.parseInt(ranked.docId().substring(1)));
          assertThat((float) ranked.logit()).isCloseTo(score.logit(), within(1e-5f));
          assertThat(ranked.truncated()).isEqualTo(score.truncated());
          assertThat(ranked.score()).isLessThanOrEqualTo(before);
          before = ranked.score();
        }
      }
    }
  }

  @Test
  void aLostTaskManagerLosesAndDoublesNothing() throws Exception {
    Map<String, List<TextPair>> searches = searches();
    try (TestJob job = TestJob.start(settings("rerank.parallelism=4"))) {
      send(searches);
      Awaitility.await().until(() -> KAFKA.topics().read(results).size() >= 3);
      job.replaceTaskManager(0);
      Awaitility.await().until(() -> KAFKA.topics().read(results).size() >= searches.size());
    }

    assertThat(KAFKA.topics().read(deadLetters)).isEmpty();
    assertRankedOnceAsTheModelDoes(searches);
  }

  @Test
  void aSavepointGoesOnAtAnotherParallelismAndBatchSize(@TempDir Path folder) throws Exception {
    Map<String, List<TextPair>> searches = searches();
    String savepoint;
    try (TestJob job = TestJob.start(settings("rerank.parallelism=1"))) {
      send(searches);
      Awaitility.await().until(() -> !KAFKA.topics().read(results).isEmpty());
      savepoint = job.stopWithSavepoint(folder);
    }
    try (TestJob job =
        TestJob.start(
            settings(
                "rerank.parallelism=3",
                "rerank.batch.token-budget=1024",
                "rerank.batch.max-rows=5"),
            savepoint)) {
      Awaitility.await().until(() -> KAFKA.topics().read(results).size() >= searches.size());
    }

    assertRankedOnceAsTheModelDoes(searches);
  }

  @Test
  void membersThatArriveOneByOneBecomeOneRanking() throws Exception {
    List<TextPair> pairs = ParityCases.pairs().subList(0, 4);
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (TextPair pair : pairs) {
      TextPair sameQuery = new TextPair(pairs.get(0).query(), pair.document());
      messages.add(
          message(requests, "g", member("g", sameQuery, "d" + messages.size(), pairs.size())));
    }
    Collections.shuffle(messages, new Random(1));
    KAFKA.topics().send(messages);
    KAFKA.topics().send(List.of(message(requests, "h", member("h", pairs.get(0), "only", 5))));

    try (TestJob job = TestJob.start(settings("kafka.bounded=true"))) {
      awaitEnd(job);
    }

    assertThat(readResults())
        .extracting(RerankResult::queryId, RerankResult::complete, RerankResult::candidatesReceived)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("g", true, 4),
            org.assertj.core.groups.Tuple.tuple("h", false, 1));
  }

  @Test
  void headersAndMetadataGoOnToTheResultByteForByte() throws Exception {
    String metadata = "{ \"b\": 1e400, \"a\": [], \"a\": {\"x\" :null} }";
    ProducerRecord<byte[], byte[]> request =
        message(
            requests,
            "q",
            "{\"query_id\":17,\"query\":\"rent\",\"candidates\":[],\"metadata\":" + metadata + "}");
    request.headers().add("traceparent", "00-abc-def-01".getBytes(UTF_8));
    KAFKA.topics().send(List.of(request));

    try (TestJob job = TestJob.start(settings("kafka.bounded=true"))) {
      awaitEnd(job);
    }

    ConsumerRecord<byte[], byte[]> result = KAFKA.topics().read(results).get(0);
    assertThat(new String(result.value(), UTF_8)).contains("\"metadata\":" + metadata);
    assertThat(result.headers().lastHeader("traceparent").value())
        .isEqualTo("00-abc-def-01".getBytes(UTF_8));
    assertThat(result.key()).isEqualTo("17".getBytes(UTF_8));
  }

  @Test
  void badInputBecomesDeadLettersAndTheJobGoesOn() throws Exception {
    byte[] notUtf8 = {'{', (byte) 0xc3, '}'};
    KAFKA
        .topics()
        .send(
            List.of(
                message(requests, "a", "not json"),
                new ProducerRecord<>(requests, "b".getBytes(UTF_8), notUtf8),
                new ProducerRecord<>(requests, "c".getBytes(UTF_8), null),
                message(requests, "d", "{\"query\":\"x\",\"candidates\":[]}"),
                message(requests, "e", "{\"query_id\":\"\",\"query\":\"x\",\"candidates\":[]}"),
                message(requests, "f", "{\"query_id\":\"f\",\"candidates\":[]}"),
                message(
                    requests,
                    "g",
                    "{\"query_id\":\"g\",\"query\":\"x\",\"candidates\":[],"
                        + "\"event_time\":\"9999-01-01T00:00:00Z\"}"),
                message(
                    requests,
                    "old",
                    "{\"query_id\":\"old\",\"query\":\"x\",\"candidates\":[],"
                        + "\"event_time\":\"0001-01-01T00:00:00Z\"}"),
                message(requests, "good", whole("good", "rent", List.of("average rent", "")))));

    try (TestJob job = TestJob.start(settings("kafka.bounded=true"))) {
      awaitEnd(job);
    }

    assertThat(readResults())
        .extracting(RerankResult::queryId)
        .containsExactlyInAnyOrder("good", "old");
    Map<String, ConsumerRecord<byte[], byte[]>> byKey = new HashMap<>();
    KAFKA
        .topics()
        .read(deadLetters)
        .forEach(letter -> byKey.put(new String(letter.key(), UTF_8), letter));
    assertThat(byKey).hasSize(7);
    assertThat(code(byKey.get("a"))).isEqualTo(DeadLetterCode.INVALID_JSON.name());
    assertThat(code(byKey.get("b"))).isEqualTo(DeadLetterCode.INVALID_UTF8.name());
    assertThat(byKey.get("b").value()).isEqualTo(notUtf8);
    assertThat(code(byKey.get("c"))).isEqualTo(DeadLetterCode.TOMBSTONE.name());
    assertThat(code(byKey.get("d"))).isEqualTo(DeadLetterCode.MISSING_QUERY_ID.name());
    assertThat(code(byKey.get("e"))).isEqualTo(DeadLetterCode.INVALID_ID.name());
    assertThat(code(byKey.get("f"))).isEqualTo(DeadLetterCode.MISSING_QUERY.name());
    assertThat(code(byKey.get("g"))).isEqualTo(DeadLetterCode.EVENT_TIME_AHEAD.name());
  }
}
