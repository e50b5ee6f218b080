package io.riverrank.job.rollout;

import static io.riverrank.job.testing.TestRequests.message;
import static io.riverrank.job.testing.TestRequests.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.kafka.check.TopicCheck;
import io.riverrank.job.kafka.check.TopicCheckException;
import io.riverrank.job.kafka.settings.Checkpoints;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.rollout.ControlClient.Outcome;
import io.riverrank.job.testing.TestJob;
import io.riverrank.job.testing.TestSettings;
import io.riverrank.operators.monitoring.figures.Figure;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultReader;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ShadowRanking;
import io.riverrank.schemas.rollout.ShadowRankingReader;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real challenger in shadow, from Kafka to Kafka. */
class ShadowITCase {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final double SHARE = 0.5;
  private static final Path CHALLENGER =
      Path.of("..", "..", "operators", "src", "test", "resources", "models", "xlmr-tiny")
          .toAbsolutePath()
          .normalize();
  private static final List<String> DOCUMENTS =
      List.of("average rent in canada", "bread", "what a flat costs", "rent", "rent a car");

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private String requests;
  private String results;
  private String shadow;
  private Map<String, String> options;
  private int commands;

  @BeforeAll
  static void setDefaults() {
    Awaitility.setDefaultTimeout(DEADLINE);
  }

  @BeforeEach
  void createTopics() throws Exception {
    requests = KAFKA.topics().create("requests", 4, Map.of());
    results = KAFKA.topics().create("results", 2, Map.of());
    shadow = KAFKA.topics().create("shadow");
    options = new TreeMap<>();
    options.put("kafka.topics.requests", requests);
    options.put("kafka.topics.results", results);
    options.put("kafka.topics.dead-letters", KAFKA.topics().create("dead-letters"));
    options.put("kafka.topics.control", KAFKA.topics().create("control"));
    options.put("kafka.topics.model-status", KAFKA.topics().create("model-status"));
    options.put("kafka.topics.shadow", shadow);
    options.put("kafka.group-id", requests);
    options.put("kafka.transactional-id-prefix", requests);
    options.put("rerank.checkpoint.interval", "200 ms");
    options.put("rerank.execution.callers", "1");
  }

  private JobSettings settings(int parallelism) {
    options.put("rerank.parallelism", Integer.toString(parallelism));
    return TestSettings.job(
        KAFKA.bootstrapServers(),
        options.entrySet().stream()
            .map(o -> o.getKey() + "=" + o.getValue())
            .toArray(String[]::new));
  }

  private void command(Kind kind, @Nullable ModelReference model, @Nullable Double share)
      throws Exception {
    commands++;
    JobSettings settings = settings(1);
    assertThat(
            new ControlClient(settings.kafka(), settings.control())
                .send(
                    new ControlCommand("c" + commands, kind, model, share, "a test"),
                    DEADLINE,
                    status -> {}))
        .isEqualTo(Outcome.DONE);
  }

  private void beginShadow() throws Exception {
    command(Kind.LOAD, new ModelReference(CHALLENGER.toString(), null, null), null);
    command(Kind.SHADOW, null, SHARE);
  }

  private void send(String phase, int queries) throws Exception {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      String id = phase + i;
      messages.add(message(requests, id, whole(id, "rent " + i, DOCUMENTS)));
    }
    KAFKA.topics().send(messages);
  }

  /** As docs/rollout.md has it. */
  private static boolean isInShare(String queryId) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(("riverrank-split:" + queryId).getBytes(UTF_8));
    long bits = new BigInteger(1, Arrays.copyOf(hash, 8)).shiftRight(11).longValueExact();
    return bits < SHARE * (1L << 53);
  }

  private static List<String> share(String phase, int queries) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      if (isInShare(phase + i)) {
        ids.add(phase + i);
      }
    }
    return ids;
  }

  private Map<String, RerankResult> awaitResults(String topic, int count) throws Exception {
    Awaitility.await().until(() -> KAFKA.topics().read(topic).size() >= count);
    Map<String, RerankResult> read = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> message : KAFKA.topics().read(topic)) {
      RerankResult result = new ResultReader().read(message.value());
      assertThat(read.put(result.queryId(), result)).as(result.queryId()).isNull();
    }
    assertThat(read).hasSize(count);
    return read;
  }

  /** By query id, which is the key; none twice. */
  private Map<String, ShadowRanking> awaitShadows(int count) throws Exception {
    Awaitility.await().until(() -> KAFKA.topics().read(shadow).size() >= count);
    Map<String, ShadowRanking> read = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> message : KAFKA.topics().read(shadow)) {
      ShadowRanking ranking = new ShadowRankingReader().read(message.value());
      assertThat(new String(message.key(), UTF_8)).isEqualTo(ranking.queryId());
      assertThat(read.put(ranking.queryId(), ranking)).as(ranking.queryId()).isNull();
    }
    return read;
  }

  @Test
  void theDocumentedShareIsComparedAndResultsAreThoseOfAJobWithoutControl() throws Exception {
    Map<String, RerankResult> answered;
    Map<String, ShadowRanking> compared;
    List<String> share = share("q", 40);
    try (TestJob job = TestJob.start(settings(4))) {
      beginShadow();
      send("q", 40);
      answered = awaitResults(results, 40);
      compared = awaitShadows(share.size());
    }
    assertThat(compared.keySet()).containsExactlyInAnyOrderElementsOf(share);
    for (ShadowRanking ranking : compared.values()) {
      assertSameAsMonitoring(ranking, answered.get(ranking.queryId()));
    }
    assertChallengersScores(compared, answered);
    assertAnsweredAsWithoutControl(answered);
  }

  private void assertSameAsMonitoring(ShadowRanking ranking, RerankResult answered) {
    assertThat(ranking.champion().model()).isEqualTo(answered.model().fingerprint());
    assertThat(ranking.champion().results())
        .extracting(ShadowRanking.Entry::docId)
        .isEqualTo(answered.results().stream().map(RankedCandidate::docId).toList());
    List<RankedCandidate> challengers = new ArrayList<>();
    for (ShadowRanking.Entry entry : ranking.challenger().results()) {
      RankedCandidate champions =
          answered.results().stream()
              .filter(candidate -> candidate.docId().equals(entry.docId()))
              .findFirst()
              .orElseThrow();
      challengers.add(
          new RankedCandidate(
              entry.docId(),
              entry.rank(),
              entry.score(),
              entry.logit(),
              (long) champions.rank(),
              null,
              null,
              entry.truncated()));
    }
    QueryFigures figures =
        QueryFigures.of(
            new RerankResult(
                answered.queryId(),
                answered.query(),
                answered.eventTimeMs(),
                true,
                challengers.size(),
                null,
                0,
                answered.model(),
                challengers,
                List.of(),
                null,
                answered.scoredAtMs(),
                null,
                List.of()),
            Map.of(),
            List.of(),
            FigureSettings.DEFAULTS);
    ShadowRanking.Agreement agreement = ranking.agreement();
    assertThat(agreement.rbo()).isEqualTo(figures.value(Figure.RBO));
    assertThat(agreement.kendallTauB()).isEqualTo(figures.value(Figure.KENDALL_TAU_B));
    assertThat(agreement.top1Same() ? 1.0 : 0).isEqualTo(figures.value(Figure.TOP1_SAME));
    assertThat(agreement.overlap()).isEqualTo(figures.value(Figure.OVERLAP));
  }

  private void assertChallengersScores(
      Map<String, ShadowRanking> compared, Map<String, RerankResult> answered) throws Exception {
    JobSettings settings = settings(1);
    try (CrossEncoder alone =
        CrossEncoder.load(
            ModelSettings.of(CHALLENGER.toString()),
            settings.rerank().execution(),
            settings.rerank().batch())) {
      for (ShadowRanking ranking : compared.values()) {
        assertThat(ranking.challenger().model()).isEqualTo(alone.model().info().fingerprint());
        String query = answered.get(ranking.queryId()).query();
        List<PairScore> direct =
            alone.predict(DOCUMENTS.stream().map(text -> new TextPair(query, text)).toList());
        for (ShadowRanking.Entry entry : ranking.challenger().results()) {
          int position = Integer.parseInt(entry.docId().substring(1));
          assertThat((float) entry.logit()).isCloseTo(direct.get(position).logit(), within(1e-5f));
        }
      }
    }
  }

  /** The same requests, read by a job that keeps its model. */
  private void assertAnsweredAsWithoutControl(Map<String, RerankResult> answered) throws Exception {
    String others = KAFKA.topics().create("results-without", 2, Map.of());
    options.put("kafka.topics.results", others);
    options.put("kafka.group-id", others);
    options.put("kafka.transactional-id-prefix", others);
    options.remove("kafka.topics.control");
    try (TestJob job = TestJob.start(settings(4))) {
      awaitResults(others, answered.size())
          .forEach(
              (id, without) ->
                  assertThat(answered.get(id).results())
                      .usingRecursiveComparison()
                      .withComparatorForType(ShadowITCase::compareScores, Double.class)
                      .isEqualTo(without.results()));
    }
  }

  /** Promise 2: a score depends on its neighbours by less than 1e-5. */
  private static int compareScores(double a, double b) {
    return Math.abs(a - b) <= 1e-5 ? 0 : Double.compare(a, b);
  }

  @Test
  void aKilledTaskManagerAndARescaleGoOnInShadowAndCompareNothingTwice(@TempDir Path folder)
      throws Exception {
    String savepoint;
    try (TestJob job = TestJob.start(settings(4))) {
      beginShadow();
      send("before", 20);
      awaitResults(results, 20);
      job.replaceTaskManager(0);
      send("killed", 20);
      awaitResults(results, 40);
      savepoint = job.stopWithSavepoint(folder);
    }
    int before = KAFKA.topics().read(shadow).size();
    List<String> share = share("rescaled", 20);
    try (TestJob job = TestJob.start(settings(2), savepoint)) {
      send("rescaled", 20);
      awaitResults(results, 60);
      Map<String, ShadowRanking> compared = awaitShadows(before + share.size());
      assertThat(compared.keySet()).containsAll(share);
      for (String queryId : compared.keySet()) {
        assertThat(isInShare(queryId)).as(queryId).isTrue();
      }
      command(Kind.ROLLBACK, null, null);
      send("after", 20);
      Map<String, RerankResult> answered = awaitResults(results, 80);
      assertThat(awaitShadows(0)).hasSize(compared.size());
      assertChallengersScores(compared, answered);
    }
  }

  @Test
  void theTopicIsCheckedAtStart() {
    options.put("kafka.topics.shadow", "no-such-shadow");
    assertThatThrownBy(
            () ->
                TopicCheck.run(
                    settings(1).kafka(), new Checkpoints(Duration.ofSeconds(1), DEADLINE)))
        .isInstanceOf(TopicCheckException.class)
        .hasMessageContaining("no topic no-such-shadow");
  }
}
