package io.riverrank.job.rollout;

import static io.riverrank.job.testing.TestRequests.message;
import static io.riverrank.job.testing.TestRequests.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.testing.TestJob;
import io.riverrank.job.testing.TestSettings;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.schemas.ResultReader;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlDecoder;
import io.riverrank.schemas.rollout.ModelStatus;
import io.riverrank.schemas.rollout.ModelStatus.State;
import io.riverrank.schemas.rollout.ModelStatusReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** New versions of a watched model become commands, on a real broker and with real models. */
class ModelWatchITCase {
  private static final Path MODELS =
      Path.of("..", "..", "operators", "src", "test", "resources", "models")
          .toAbsolutePath()
          .normalize();
  private static final Path XLMR = MODELS.resolve("xlmr-tiny");
  private static final Path CASED = MODELS.resolve("cased-tiny");

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  @TempDir private Path folder;

  private String requests;
  private String results;
  private String control;
  private String statuses;

  @BeforeAll
  static void setDefaults() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }

  @BeforeEach
  void createTopics() throws Exception {
    requests = KAFKA.topics().create("requests", 2, Map.of());
    results = KAFKA.topics().create("results", 2, Map.of());
    control = KAFKA.topics().create("control");
    statuses = KAFKA.topics().create("model-status");
  }

  private JobSettings settings(Path place, String... more) throws Exception {
    List<String> definitions =
        List.of(
            "kafka.topics.requests=" + requests,
            "kafka.topics.results=" + results,
            "kafka.topics.dead-letters=" + KAFKA.topics().create("dead-letters"),
            "kafka.topics.control=" + control,
            "kafka.topics.model-status=" + statuses,
            "kafka.group-id=" + requests,
            "kafka.transactional-id-prefix=" + requests,
            "rerank.checkpoint.interval=200 ms",
            "rerank.execution.callers=1",
            "rerank.parallelism=2",
            "rerank.model.watch=" + place,
            "rerank.model.watch.interval=50 ms");
    return TestSettings.job(
        KAFKA.bootstrapServers(),
        Stream.concat(definitions.stream(), Stream.of(more)).toArray(String[]::new));
  }

  /** As S3 puts an object: whole or not at all. */
  private Path point(String text) throws Exception {
    Path next = Files.writeString(folder.resolve("next"), text);
    return Files.move(
        next,
        folder.resolve("current"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static String fingerprint(Path model) throws Exception {
    JobSettings defaults = TestSettings.job("k:1");
    try (CrossEncoder alone =
        CrossEncoder.load(
            ModelSettings.of(model.toString()),
            defaults.rerank().execution(),
            defaults.rerank().batch())) {
      return alone.model().info().fingerprint();
    }
  }

  private List<ControlCommand> commands() throws Exception {
    ControlDecoder decoder = new ControlDecoder();
    List<ControlCommand> commands = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> read : KAFKA.topics().read(control)) {
      SourceRecord record =
          new SourceRecord(
              control, 0, read.offset(), read.timestamp(), null, read.value(), List.of());
      commands.add(decoder.decode(record).command());
    }
    return commands;
  }

  /** Waits until all subtasks are in a state by so many commands. */
  private void await(State state, int commands) {
    Awaitility.await().until(() -> settled(state) >= commands);
  }

  private long settled(State state) throws Exception {
    ModelStatusReader reader = new ModelStatusReader();
    Map<String, StatusBoard> boards = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> message : KAFKA.topics().read(statuses)) {
      ModelStatus status = reader.read(message.value());
      if (status.state() == state) {
        boards.computeIfAbsent(status.commandId(), id -> new StatusBoard()).add(status);
      }
    }
    return boards.values().stream().filter(StatusBoard::isSettled).count();
  }

  private String modelOf(String queryId) throws Exception {
    KAFKA.topics().send(List.of(message(requests, queryId, whole(queryId, "rent", List.of("a")))));
    List<String> names = new ArrayList<>();
    Awaitility.await()
        .until(
            () -> {
              for (ConsumerRecord<byte[], byte[]> message : KAFKA.topics().read(results)) {
                var result = new ResultReader().read(message.value());
                if (result.queryId().equals(queryId)) {
                  names.add(result.model().name());
                }
              }
              return !names.isEmpty();
            });
    return names.get(0);
  }

  @Test
  void aPointerThatMovesLoadsAndNothingMore() throws Exception {
    point("");
    try (TestJob job = TestJob.start(settings(folder.resolve("current")))) {
      String champion = modelOf("before");
      point(XLMR + "\n");
      await(State.READY, 1);
      assertThat(modelOf("loaded")).isEqualTo(champion);
    }
    assertThat(commands())
        .singleElement()
        .satisfies(
            command -> {
              assertThat(command.command()).isEqualTo(ControlCommand.Kind.LOAD);
              assertThat(command.model().uri()).isEqualTo(XLMR.toString());
              assertThat(command.by()).isEqualTo("rerank.model.watch");
            });
  }

  @Test
  void aVersionIsCommandedOnceOverRestartsAndPromotedByItsFingerprint() throws Exception {
    Path pointer = point("%s %s".formatted(XLMR, fingerprint(XLMR)));
    JobSettings settings =
        settings(pointer, "rerank.model.watch.then=promote", "rerank.models.keep=1 ms");
    String savepoint;
    try (TestJob job = TestJob.start(settings)) {
      await(State.ACTIVE, 1);
      assertThat(modelOf("promoted")).isEqualTo("xlmr-tiny");
      savepoint = job.stopWithSavepoint(folder);
    }
    try (TestJob job = TestJob.start(settings, savepoint)) {
      assertThat(modelOf("restored")).isEqualTo("xlmr-tiny");
      point("%s %s".formatted(CASED, fingerprint(CASED)));
      await(State.ACTIVE, 2);
      assertThat(modelOf("next")).isEqualTo("cased-tiny");
    }
    assertThat(commands())
        .extracting(
            command -> command.command() + " " + Path.of(command.model().uri()).getFileName())
        .containsExactly(
            "load xlmr-tiny", "promote xlmr-tiny", "load cased-tiny", "promote cased-tiny");
  }

  /** Such a job commands the version again, by the id that the topic has already. */
  @Test
  void aJobWithoutStateAppliesAVersionOnce() throws Exception {
    Path pointer = point(XLMR.toString());
    try (TestJob job = TestJob.start(settings(pointer))) {
      await(State.READY, 1);
    }
    try (TestJob job = TestJob.start(settings(pointer))) {
      await(State.REFUSED, 1);
    }
    assertThat(commands())
        .hasSize(2)
        .extracting(ControlCommand::commandId)
        .containsOnly(commands().get(0).commandId());
  }

  @Test
  void aVersionInAFolderCountsOnceItIsComplete() throws Exception {
    Path versions = Files.createDirectory(folder.resolve("versions"));
    Files.createSymbolicLink(versions.resolve("v9"), copy(XLMR, "xlmr"));
    Path newer = copy(CASED, "cased");
    Files.createSymbolicLink(versions.resolve("v10"), newer);
    Files.createFile(versions.resolve("v9/_SUCCESS"));
    try (TestJob job = TestJob.start(settings(versions))) {
      await(State.READY, 1);
      assertThat(commands())
          .extracting(command -> command.model().uri())
          .containsExactly(versions + "/v9");
      // A challenger is there already: the next is refused, and asked for once.
      Files.createFile(newer.resolve("_SUCCESS"));
      await(State.REFUSED, 1);
    }
    assertThat(commands())
        .extracting(command -> command.model().uri())
        .containsExactly(versions + "/v9", versions + "/v10");
  }

  private Path copy(Path model, String name) throws Exception {
    Path copy = Files.createDirectories(folder.resolve(name));
    try (Stream<Path> files = Files.walk(model)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(model.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    return copy;
  }

  @Test
  void whatIsNoModelIsRefusedAndTheJobGoesOn() throws Exception {
    Path pointer = point("/no/such/model");
    try (TestJob job = TestJob.start(settings(pointer))) {
      await(State.REFUSED, 1);
      point("two\nlines");
      modelOf("goes-on");
      Files.delete(pointer);
      modelOf("still-goes-on");
      point(XLMR.toString());
      await(State.READY, 1);
    }
    assertThat(commands())
        .extracting(command -> command.model().uri())
        .containsExactly("/no/such/model", XLMR.toString());
  }
}
