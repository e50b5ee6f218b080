package io.riverrank.job.monitor;

import static io.riverrank.job.testing.TestRequests.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.environment.Environments;
import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.job.monitor.settings.MonitorSettingsFactory;
import io.riverrank.job.monitor.source.MonitorInputs;
import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.rollout.ControlClient;
import io.riverrank.job.testing.TestJob;
import io.riverrank.job.testing.TestSettings;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.schemas.ResultReader;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.AlertReader;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import io.riverrank.schemas.rollout.ControlDecoder;
import io.riverrank.schemas.rollout.ModelReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job and its monitor, on a real broker and with two real models: the monitor promotes the
 * challenger, or rolls it back, by the judgements of what both answered.
 */
@Timeout(300)
class PromotionITCase {
  private static final long HOUR_MS = 3_600_000;
  private static final long START_MS = 1_699_999_200_000L;
  private static final int QUERIES = 150;
  private static final Path CHALLENGER =
      Path.of("..", "..", "operators", "src", "test", "resources", "models", "xlmr-tiny")
          .toAbsolutePath()
          .normalize();
  private static final String QUERY = "rent";
  private static final List<String> DOCUMENTS =
      List.of("average rent in canada", "bread", "what a flat costs", "rent", "prices of houses");
  private static final String RULES =
      """
      rules:
        - {name: weekly, figure: mrr@10, promotion: falls, margin: 0.1, window: 1h}
      """;

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  @TempDir private Path folder;

  private String requests;
  private String results;
  private String control;
  private String statuses;
  private String alerts;
  private int commands;

  @BeforeAll
  static void setDefaults() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }

  @BeforeEach
  void createTopics() throws Exception {
    requests = KAFKA.topics().create("requests", 2, Map.of());
    results = KAFKA.topics().create("results", 1, Map.of());
    control = KAFKA.topics().create("control");
    statuses = KAFKA.topics().create("model-status");
    alerts = KAFKA.topics().create("alerts");
  }

  private JobSettings settings() throws Exception {
    return TestSettings.job(
        KAFKA.bootstrapServers(),
        "kafka.topics.requests=" + requests,
        "kafka.topics.results=" + results,
        "kafka.topics.dead-letters=" + KAFKA.topics().create("dead-letters"),
        "kafka.topics.control=" + control,
        "kafka.topics.model-status=" + statuses,
        "kafka.group-id=" + requests,
        "kafka.transactional-id-prefix=" + requests,
        "rerank.checkpoint.interval=200 ms",
        "rerank.execution.callers=1",
        "rerank.parallelism=1");
  }

  private TestJob monitor() throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    List<String> options =
        List.of(
            "kafka.bootstrap-servers=" + KAFKA.bootstrapServers(),
            "kafka.topics.results=" + results,
            "kafka.topics.control=" + control,
            "monitor.topics.metrics=" + KAFKA.topics().create("metrics"),
            "monitor.topics.alerts=" + alerts,
            "monitor.topics.dead-letters=" + KAFKA.topics().create("monitor-dead-letters"),
            "monitor.group-id=" + results,
            "monitor.transactional-id-prefix=" + results,
            "monitor.window=1h",
            "monitor.rules=" + rules,
            "monitor.max-out-of-orderness=0 s",
            "monitor.allowed-lateness=0 s",
            "rerank.checkpoint.interval=200 ms",
            "rerank.parallelism=1");
    MonitorSettings settings =
        MonitorSettingsFactory.create(ConfigurationLoader.load(null, options, Map.of()));
    MonitorJob job = new MonitorJob(settings, Environments.CLUSTER);
    return TestJob.start(env -> job.build(env, MonitorInputs.find(settings)), null);
  }

  private void command(Kind kind, @Nullable ModelReference model, @Nullable Double share)
      throws Exception {
    JobSettings settings = settings();
    assertThat(
            new ControlClient(settings.kafka(), settings.control())
                .send(
                    new ControlCommand("c" + ++commands, kind, model, share, "a test"),
                    Duration.ofMinutes(1),
                    status -> {}))
        .isEqualTo(ControlClient.Outcome.DONE);
  }

  /** Queries of one hour, in each of which one document is relevant. */
  private void send(int hour, int relevant) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      ObjectNode request = mapper.createObjectNode();
      request.put("query_id", "q" + hour + "-" + i).put("query", QUERY);
      request.put("event_time", START_MS + hour * HOUR_MS + i * 1000L);
      ArrayNode candidates = request.putArray("candidates");
      for (int d = 0; d < DOCUMENTS.size(); d++) {
        candidates
            .addObject()
            .put("doc_id", "d" + d)
            .put("text", DOCUMENTS.get(d))
            .put("label", d == relevant ? 1 : 0);
      }
      messages.add(message(requests, "k" + i, request.toString()));
    }
    KAFKA.topics().send(messages);
  }

  private List<String> modelsOf(int hour) throws Exception {
    ResultReader reader = new ResultReader();
    List<String> models = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : KAFKA.topics().read(results)) {
      var result = reader.read(message.value());
      if (result.queryId().startsWith("q" + hour + "-")) {
        models.add(result.model().fingerprint());
      }
    }
    return models;
  }

  private void awaitResults(int hour) {
    Awaitility.await().until(() -> modelsOf(hour).size() == QUERIES);
  }

  private List<ControlCommand> decisions() {
    ControlDecoder decoder = new ControlDecoder();
    return KAFKA.topics().read(control).stream()
        .map(
            read ->
                decoder
                    .decode(
                        new SourceRecord(
                            control, 0, read.offset(), 0, null, read.value(), List.of()))
                    .command())
        .filter(command -> !command.by().equals("a test"))
        .toList();
  }

  /** Where a model alone ranks each document, from 0. */
  private static List<Integer> places(ModelSettings model) throws Exception {
    JobSettings defaults = TestSettings.job("k:1");
    try (CrossEncoder alone =
        CrossEncoder.load(model, defaults.rerank().execution(), defaults.rerank().batch())) {
      List<PairScore> scores =
          alone.predict(DOCUMENTS.stream().map(text -> new TextPair(QUERY, text)).toList());
      return scores.stream()
          .map(own -> (int) scores.stream().filter(other -> other.logit() > own.logit()).count())
          .toList();
    }
  }

  /** The document that one model ranks furthest above where the other has it. */
  private int favourite(boolean ofChallenger) throws Exception {
    List<Integer> champion = places(settings().rerank().model());
    List<Integer> challenger = places(ModelSettings.of(CHALLENGER.toString()));
    List<Integer> own = ofChallenger ? challenger : champion;
    List<Integer> other = ofChallenger ? champion : challenger;
    return IntStream.range(0, DOCUMENTS.size())
        .boxed()
        .max((a, b) -> Double.compare(gain(own, other, a), gain(own, other, b)))
        .orElseThrow();
  }

  private static double gain(List<Integer> own, List<Integer> other, int document) {
    return 1.0 / (1 + own.get(document)) - 1.0 / (1 + other.get(document));
  }

  private void splitAndDecide(int relevant, TestJob monitor) throws Exception {
    send(0, relevant);
    awaitResults(0);
    command(Kind.LOAD, new ModelReference(CHALLENGER.toString(), null, null), null);
    command(Kind.SPLIT, null, 0.5);
    for (int hour = 1; hour < 4; hour++) {
      send(hour, relevant);
      awaitResults(hour);
    }
    monitor.replaceTaskManager(0);
    Awaitility.await().until(() -> !decisions().isEmpty());
  }

  @Test
  void aChallengerThatIsNotWorseIsPromoted() throws Exception {
    try (TestJob job = TestJob.start(settings());
        TestJob monitor = monitor()) {
      splitAndDecide(favourite(true), monitor);
      Awaitility.await()
          .until(
              () ->
                  KAFKA.topics().read(statuses).stream()
                      .anyMatch(read -> new String(read.value(), UTF_8).contains("promotion-")));
      send(5, 0);
      awaitResults(5);
    }
    ControlCommand decision = decisions().get(0);
    assertThat(decisions())
        .extracting(ControlCommand::commandId)
        .containsOnly(decision.commandId());
    assertThat(decision.command()).isEqualTo(Kind.PROMOTE);
    assertThat(decision.by()).startsWith("monitor rule 'weekly': mrr@10 is ");
    assertThat(Set.copyOf(modelsOf(1))).hasSize(2);
    assertThat(modelsOf(5)).containsOnly(decision.model().fingerprint());
    assertThat(KAFKA.topics().read(alerts)).isEmpty();
  }

  @Test
  void aChallengerThatIsWorseIsRolledBackAndAlerts() throws Exception {
    try (TestJob job = TestJob.start(settings());
        TestJob monitor = monitor()) {
      splitAndDecide(favourite(false), monitor);
      Awaitility.await()
          .until(
              () ->
                  KAFKA.topics().read(statuses).stream()
                      .anyMatch(read -> new String(read.value(), UTF_8).contains("promotion-")));
      send(5, 0);
      awaitResults(5);
      Awaitility.await().until(() -> !KAFKA.topics().read(alerts).isEmpty());
    }
    ControlCommand decision = decisions().get(0);
    assertThat(decision.command()).isEqualTo(Kind.ROLLBACK);
    assertThat(modelsOf(5)).hasSize(QUERIES).doesNotContain(decision.model().fingerprint());
    Alert alert = new AlertReader().read(KAFKA.topics().read(alerts).get(0).value());
    assertThat(alert.rule()).isEqualTo("weekly");
    assertThat(alert.model()).isEqualTo(decision.model().fingerprint());
    assertThat(alert.status()).isEqualTo(Alert.Status.FIRING);
  }
}
