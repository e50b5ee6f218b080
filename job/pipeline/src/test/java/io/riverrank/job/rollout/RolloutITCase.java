package io.riverrank.job.rollout;

import static io.riverrank.job.testing.TestRequests.message;
import static io.riverrank.job.testing.TestRequests.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.rollout.ControlClient.Outcome;
import io.riverrank.job.testing.TestJob;
import io.riverrank.job.testing.TestSettings;
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
import io.riverrank.schemas.rollout.ModelStatus;
import io.riverrank.schemas.rollout.ModelStatusReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two real models change places in a job that runs; every ranking is of the one that it names. */
class RolloutITCase {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final Path OTHER =
      Path.of("..", "..", "operators", "src", "test", "resources", "models", "xlmr-tiny")
          .toAbsolutePath()
          .normalize();
  private static final List<String> DOCUMENTS =
      List.of("average rent in canada", "bread", "what a flat costs", "rent");

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private String requests;
  private String results;
  private String deadLetters;
  private String control;
  private String statuses;
  private String shadow;
  private int commands;

  @BeforeAll
  static void setDefaults() {
    Awaitility.setDefaultTimeout(DEADLINE);
  }

  @BeforeEach
  void createTopics() throws Exception {
    requests = KAFKA.topics().create("requests", 4, Map.of());
    results = KAFKA.topics().create("results", 2, Map.of());
    deadLetters = KAFKA.topics().create("dead-letters");
    control = KAFKA.topics().create("control");
    statuses = KAFKA.topics().create("model-status");
    shadow = KAFKA.topics().create("shadow");
  }

  private JobSettings settings(int parallelism) {
    return TestSettings.job(
        KAFKA.bootstrapServers(),
        "kafka.topics.requests=" + requests,
        "kafka.topics.results=" + results,
        "kafka.topics.dead-letters=" + deadLetters,
        "kafka.topics.control=" + control,
        "kafka.topics.model-status=" + statuses,
        "kafka.topics.shadow=" + shadow,
        "kafka.group-id=" + requests,
        "kafka.transactional-id-prefix=" + requests,
        "rerank.checkpoint.interval=200 ms",
        "rerank.execution.callers=1",
        "rerank.parallelism=" + parallelism);
  }

  private Outcome command(Kind kind, @Nullable ModelReference model, @Nullable Double share)
      throws IOException {
    commands++;
    JobSettings settings = settings(1);
    return new ControlClient(settings.kafka(), settings.control())
        .send(
            new ControlCommand("c" + commands, kind, model, share, "a test"),
            DEADLINE,
            status -> {});
  }

  private void load() throws IOException {
    assertThat(command(Kind.LOAD, new ModelReference(OTHER.toString(), null, null), null))
        .isEqualTo(Outcome.DONE);
  }

  private void send(String phase, int queries) throws Exception {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      String id = phase + i;
      messages.add(message(requests, id, whole(id, "rent", DOCUMENTS)));
    }
    KAFKA.topics().send(messages);
  }

  private List<RerankResult> await(int count) throws Exception {
    Awaitility.await().until(() -> KAFKA.topics().read(results).size() >= count);
    ResultReader reader = new ResultReader();
    List<RerankResult> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : KAFKA.topics().read(results)) {
      read.add(reader.read(message.value()));
    }
    assertThat(read).extracting(RerankResult::queryId).doesNotHaveDuplicates().hasSize(count);
    return read;
  }

  private static Set<String> modelsOf(List<RerankResult> read, String phase) {
    Set<String> names = new HashSet<>();
    read.stream()
        .filter(result -> result.queryId().startsWith(phase))
        .forEach(result -> names.add(result.model().name()));
    return names;
  }

  /** No ranking mixes models, and each is what its model says alone. */
  private void assertScoredByTheModelThatIsNamed(List<RerankResult> read) throws Exception {
    List<TextPair> pairs = DOCUMENTS.stream().map(text -> new TextPair("rent", text)).toList();
    Map<String, List<PairScore>> direct = new HashMap<>();
    JobSettings settings = settings(1);
    for (ModelSettings model :
        List.of(settings.rerank().model(), ModelSettings.of(OTHER.toString()))) {
      try (CrossEncoder alone =
          CrossEncoder.load(model, settings.rerank().execution(), settings.rerank().batch())) {
        direct.put(alone.model().info().fingerprint(), alone.predict(pairs));
      }
    }
    for (RerankResult result : read) {
      List<PairScore> scores = direct.get(result.model().fingerprint());
      for (RankedCandidate ranked : result.results()) {
        float expected = scores.get(Integer.parseInt(ranked.docId().substring(1))).logit();
        assertThat((float) ranked.logit()).isCloseTo(expected, within(1e-5f));
      }
    }
  }

  @Test
  void aModelIsLoadedSplitOffPromotedRolledBackAndUnloadedUnderLoad() throws Exception {
    try (TestJob job = TestJob.start(settings(4))) {
      send("before", 20);
      load();
      assertThat(command(Kind.SPLIT, null, 0.5)).isEqualTo(Outcome.DONE);
      send("split", 40);
      await(60);
      assertThat(command(Kind.PROMOTE, null, null)).isEqualTo(Outcome.DONE);
      send("promoted", 20);
      await(80);
      assertThat(command(Kind.ROLLBACK, null, null)).isEqualTo(Outcome.DONE);
      send("back", 20);
      await(100);
      assertThat(command(Kind.UNLOAD, null, null)).isEqualTo(Outcome.DONE);
      assertThat(command(Kind.PROMOTE, null, null)).isEqualTo(Outcome.REFUSED);
    }
    List<RerankResult> read = await(100);
    String champion = modelsOf(read, "before").iterator().next();
    assertThat(modelsOf(read, "before")).hasSize(1);
    assertThat(modelsOf(read, "split")).containsExactlyInAnyOrder(champion, "xlmr-tiny");
    assertThat(modelsOf(read, "promoted")).containsExactly("xlmr-tiny");
    assertThat(modelsOf(read, "back")).containsExactly(champion);
    assertScoredByTheModelThatIsNamed(read);
  }

  @Test
  void aLostTaskManagerAndARescaleKeepTheModels(@TempDir Path folder) throws Exception {
    String savepoint;
    try (TestJob job = TestJob.start(settings(4))) {
      load();
      assertThat(command(Kind.PROMOTE, null, null)).isEqualTo(Outcome.DONE);
      send("promoted", 20);
      await(20);
      job.replaceTaskManager(0);
      send("killed", 20);
      await(40);
      savepoint = job.stopWithSavepoint(folder);
    }
    try (TestJob job = TestJob.start(settings(2), savepoint)) {
      send("rescaled", 20);
      await(60);
      assertThat(command(Kind.ROLLBACK, null, null)).isEqualTo(Outcome.DONE);
      send("back", 20);
      await(80);
    }
    List<RerankResult> read = await(80);
    for (String phase : List.of("promoted", "killed", "rescaled")) {
      assertThat(modelsOf(read, phase)).as(phase).containsExactly("xlmr-tiny");
    }
    assertThat(modelsOf(read, "back")).doesNotContain("xlmr-tiny").hasSize(1);
    assertScoredByTheModelThatIsNamed(read);
  }

  /** A job without state reads the control topic from its beginning. */
  @Test
  void aTopicThatIsReadAgainComesToTheSameModels() throws Exception {
    try (TestJob job = TestJob.start(settings(2))) {
      load();
      assertThat(command(Kind.PROMOTE, null, null)).isEqualTo(Outcome.DONE);
    }
    try (TestJob job = TestJob.start(settings(2))) {
      // Of this command's answer nothing is left; a later one is behind it.
      assertThat(command(Kind.SPLIT, null, 0.5)).isEqualTo(Outcome.REFUSED);
      send("again", 10);
      assertThat(modelsOf(await(10), "again")).containsExactly("xlmr-tiny");
    }
  }

  @Test
  void whatIsNoCommandIsAnsweredAndAppliedNever() throws Exception {
    List<String> bad =
        List.of(
            "not json",
            "{\"command_id\":\"b1\",\"command\":\"explode\"}",
            "{\"command_id\":\"b2\",\"command\":\"load\",\"model\":{\"uri\":\"/no/such\"}}",
            "{\"command_id\":\"b3\",\"command\":\"load\",\"model\":{\"uri\":\"%s\",\"fingerprint\":\"sha256:00\"}}"
                .formatted(OTHER),
            "{\"command_id\":\"b4\",\"command\":\"split\",\"share\":1.7}",
            "{\"command_id\":\"b5\",\"command\":\"promote\"}",
            "{\"command_id\":\"b5\",\"command\":\"rollback\"}");
    try (TestJob job = TestJob.start(settings(1))) {
      KAFKA.topics().send(bad.stream().map(json -> message(control, "k", json)).toList());
      send("q", 5);
      assertThat(modelsOf(await(5), "q")).hasSize(1).doesNotContain("xlmr-tiny");
      Awaitility.await().until(() -> refusals().size() == bad.size());
    }
    assertThat(refusals())
        .extracting(ModelStatus::commandId)
        .containsExactlyInAnyOrder(null, "b1", "b2", "b3", "b4", "b5", "b5");
    assertThat(refusals()).allMatch(status -> !status.reason().isBlank());
  }

  private List<ModelStatus> refusals() throws Exception {
    ModelStatusReader reader = new ModelStatusReader();
    List<ModelStatus> refusals = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : KAFKA.topics().read(statuses)) {
      ModelStatus status = reader.read(message.value());
      if (status.state() == ModelStatus.State.REFUSED) {
        refusals.add(status);
      }
    }
    return refusals;
  }
}
