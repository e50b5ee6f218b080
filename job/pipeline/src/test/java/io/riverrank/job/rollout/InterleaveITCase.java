package io.riverrank.job.rollout;

import static io.riverrank.job.testing.TestRequests.member;
import static io.riverrank.job.testing.TestRequests.message;
import static io.riverrank.job.testing.TestRequests.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.rollout.ControlClient.Outcome;
import io.riverrank.job.testing.TestJob;
import io.riverrank.job.testing.TestSettings;
import io.riverrank.operators.ranking.Ranking;
import io.riverrank.operators.ranking.ScoredCandidate;
import io.riverrank.operators.ranking.TeamDraft;
import io.riverrank.operators.ranking.TieBreak;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultReader;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ModelRoles;
import io.riverrank.schemas.rollout.ModelStatus;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two real models draft rankings together, from Kafka to Kafka. */
class InterleaveITCase {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final double SHARE = 0.5;
  private static final Path CHALLENGER =
      Path.of("..", "..", "operators", "src", "test", "resources", "models", "xlmr-tiny")
          .toAbsolutePath()
          .normalize();
  private static final List<String> DOCUMENTS =
      List.of("average rent in canada", "bread", "what a flat costs", "rent", "rent a car");

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  @TempDir Path folder;
  private String requests;
  private String results;
  private Map<String, String> options;
  private Path challenger;
  private int commands;

  @BeforeAll
  static void setDefaults() {
    Awaitility.setDefaultTimeout(DEADLINE);
  }

  @BeforeEach
  void createTopics() throws Exception {
    // One partition: what was sent before an answered query is in the state.
    requests = KAFKA.topics().create("requests");
    results = KAFKA.topics().create("results", 2, Map.of());
    options = new TreeMap<>();
    options.put("kafka.topics.requests", requests);
    options.put("kafka.topics.results", results);
    options.put("kafka.topics.dead-letters", KAFKA.topics().create("dead-letters"));
    options.put("kafka.topics.control", KAFKA.topics().create("control"));
    options.put("kafka.topics.model-status", KAFKA.topics().create("model-status"));
    options.put("kafka.group-id", requests);
    options.put("kafka.transactional-id-prefix", requests);
    options.put("rerank.checkpoint.interval", "200 ms");
    options.put("rerank.execution.callers", "1");
    challenger = copy(CHALLENGER, folder.resolve("challenger"));
  }

  private static Path copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private JobSettings settings(int parallelism) {
    options.put("rerank.parallelism", Integer.toString(parallelism));
    return TestSettings.job(
        KAFKA.bootstrapServers(),
        options.entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue())
            .toArray(String[]::new));
  }

  private List<ModelStatus> command(
      Kind kind, @Nullable ModelReference model, @Nullable Double share) throws Exception {
    commands++;
    JobSettings settings = settings(1);
    List<ModelStatus> answers = new ArrayList<>();
    assertThat(
            new ControlClient(settings.kafka(), settings.control())
                .send(
                    new ControlCommand("c" + commands, kind, model, share, "a test"),
                    DEADLINE,
                    answers::add))
        .isEqualTo(Outcome.DONE);
    return answers;
  }

  private void interleave(double share) throws Exception {
    command(Kind.LOAD, new ModelReference(challenger.toString(), null, null), null);
    command(Kind.INTERLEAVE, null, share);
  }

  private void send(String phase, int queries) throws Exception {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      String id = phase + i;
      messages.add(message(requests, id, whole(id, "rent", DOCUMENTS)));
    }
    KAFKA.topics().send(messages);
  }

  /** Some members of groups that have one for each document. */
  private void sendMembers(String phase, int groups, int from, int to) throws Exception {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      for (int document = from; document < to; document++) {
        TextPair pair = new TextPair("rent", DOCUMENTS.get(document));
        String id = phase + i;
        messages.add(message(requests, id, member(id, pair, "d" + document, DOCUMENTS.size())));
      }
    }
    KAFKA.topics().send(messages);
  }

  /** By query id; none twice. */
  private Map<String, RerankResult> await(int count) throws Exception {
    Awaitility.await().until(() -> KAFKA.topics().read(results).size() >= count);
    Map<String, RerankResult> read = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> message : KAFKA.topics().read(results)) {
      RerankResult result = new ResultReader().read(message.value());
      assertThat(read.put(result.queryId(), result)).as(result.queryId()).isNull();
    }
    assertThat(read).hasSize(count);
    return read;
  }

  /** As docs/rollout.md has it. */
  private static boolean isInShare(String queryId) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(("riverrank-split:" + queryId).getBytes(UTF_8));
    long bits = new BigInteger(1, Arrays.copyOf(hash, 8)).shiftRight(11).longValueExact();
    return bits < SHARE * (1L << 53);
  }

  /** Each ranking is the draft of what both models say alone, or what its one model says. */
  private void assertDraftedFromDirectScores(Map<String, RerankResult> read) throws Exception {
    Map<String, List<RankedCandidate>> direct = new HashMap<>();
    JobSettings settings = settings(1);
    for (ModelSettings model :
        List.of(settings.rerank().model(), ModelSettings.of(CHALLENGER.toString()))) {
      try (CrossEncoder alone =
          CrossEncoder.load(model, settings.rerank().execution(), settings.rerank().batch())) {
        direct.put(alone.model().info().fingerprint(), ranking(alone));
      }
    }
    for (RerankResult result : read.values()) {
      List<RankedCandidate> champion = direct.get(result.model().fingerprint());
      List<RankedCandidate> expected =
          result.isInterleaved()
              ? TeamDraft.of(
                  result.queryId(), champion, direct.get(result.models().get(1).fingerprint()))
              : champion;
      assertThat(result.results()).as(result.queryId()).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        RankedCandidate is = result.results().get(i);
        assertThat(is.docId()).as(result.queryId()).isEqualTo(expected.get(i).docId());
        assertThat(is.team()).isEqualTo(expected.get(i).team());
        assertThat(is.rank()).isEqualTo(i + 1);
        assertThat((float) is.logit()).isCloseTo((float) expected.get(i).logit(), within(1e-5f));
      }
    }
  }

  private static List<RankedCandidate> ranking(CrossEncoder alone) throws Exception {
    List<PairScore> scores =
        alone.predict(DOCUMENTS.stream().map(text -> new TextPair("rent", text)).toList());
    List<ScoredCandidate> scored = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      scored.add(
          new ScoredCandidate(
              new Candidate("d" + i, DOCUMENTS.get(i), null, null, null),
              scores.get(i).logit(),
              scores.get(i).score(),
              false));
    }
    return Ranking.of(scored, TieBreak.INPUT_ORDER);
  }

  private static void assertModels(RerankResult result) {
    assertThat(result.models())
        .extracting(ModelInfo::name)
        .containsExactly(result.model().name(), "challenger");
    assertThat(result.model().name()).isNotEqualTo("challenger");
  }

  @Test
  void theDocumentedShareIsDraftedFromBothAndStatusSaysSo() throws Exception {
    Map<String, RerankResult> read;
    try (TestJob job = TestJob.start(settings(4))) {
      interleave(SHARE);
      send("q", 40);
      read = await(40);
      List<ModelStatus> answers = command(Kind.STATUS, null, null);
      ModelRoles models = answers.get(0).models();
      assertThat(answers).allMatch(answer -> answer.models().equals(models));
      assertThat(models.trial()).isEqualTo(Kind.INTERLEAVE);
      assertThat(models.share()).isEqualTo(SHARE);
      assertThat(models.role()).isEqualTo(ModelRoles.Role.CHALLENGER);
      assertThat(models.other().uri()).isEqualTo(challenger.toString());
      command(Kind.ROLLBACK, null, null);
      send("after", 10);
      read = await(50);
    }
    for (RerankResult result : read.values()) {
      boolean interleaved = result.queryId().startsWith("q") && isInShare(result.queryId());
      assertThat(result.isInterleaved()).as(result.queryId()).isEqualTo(interleaved);
      if (interleaved) {
        assertModels(result);
      }
    }
    assertThat(read.values()).filteredOn(RerankResult::isInterleaved).hasSizeBetween(10, 30);
    assertDraftedFromDirectScores(read);
  }

  @Test
  void aLostTaskManagerAndARescaleKeepWhatIsInterleaved() throws Exception {
    String savepoint;
    try (TestJob job = TestJob.start(settings(4))) {
      interleave(1);
      send("before", 20);
      await(20);
      job.replaceTaskManager(0);
      send("killed", 20);
      await(40);
      sendMembers("open", 10, 0, 3);
      send("behind", 1);
      await(41);
      savepoint = job.stopWithSavepoint(folder);
    }
    try (TestJob job = TestJob.start(settings(2), savepoint)) {
      command(Kind.ROLLBACK, null, null);
      sendMembers("open", 10, 3, DOCUMENTS.size());
      send("plain", 10);
      await(61);
      command(Kind.UNLOAD, null, null);
    }
    Map<String, RerankResult> read = await(61);
    for (RerankResult result : read.values()) {
      assertThat(result.isInterleaved())
          .as(result.queryId())
          .isEqualTo(!result.queryId().startsWith("plain"));
    }
    assertDraftedFromDirectScores(read);
  }

  @Test
  void aChallengerThatIsGoneStopsTheJobOrTheChampionRanksAlone() throws Exception {
    String savepoint;
    try (TestJob job = TestJob.start(settings(2))) {
      interleave(1);
      sendMembers("open", 4, 0, 3);
      send("behind", 1);
      await(1);
      savepoint = job.stopWithSavepoint(folder);
    }
    Files.move(challenger, folder.resolve("elsewhere"));
    try (TestJob job = TestJob.start(settings(2), savepoint)) {
      assertThatThrownBy(job::awaitEnd).hasStackTraceContaining("rerank.model.missing=rescore");
    }
    options.put("rerank.model.missing", "rescore");
    try (TestJob job = TestJob.start(settings(2), savepoint)) {
      sendMembers("open", 4, 3, DOCUMENTS.size());
      Map<String, RerankResult> read = await(5);
      read.remove("behind0");
      assertThat(read.values()).noneMatch(RerankResult::isInterleaved);
      assertDraftedFromDirectScores(read);
    }
  }
}
