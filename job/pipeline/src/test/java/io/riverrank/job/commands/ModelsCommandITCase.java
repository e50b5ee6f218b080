package io.riverrank.job.commands;

import static io.riverrank.job.testing.TestRequests.message;
import static io.riverrank.job.testing.TestRequests.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.job.testing.TestJob;
import io.riverrank.job.testing.TestSettings;
import io.riverrank.schemas.rollout.ModelStatus;
import io.riverrank.schemas.rollout.ModelStatusReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A rollout as an operator types it, on a job that runs. */
class ModelsCommandITCase {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final String OTHER = model("models", "xlmr-tiny");
  private static final String OF_SEVERAL_LABELS = model("rerankers", "classes");

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private String requests;
  private String control;
  private String statuses;
  private String shadow;

  @BeforeEach
  void createTopics() throws Exception {
    requests = KAFKA.topics().create("requests", 2, Map.of());
    control = KAFKA.topics().create("control");
    statuses = KAFKA.topics().create("model-status");
    shadow = KAFKA.topics().create("shadow");
  }

  private static String model(String kind, String name) {
    return Path.of("..", "..", "operators", "src", "test", "resources", kind, name)
        .toAbsolutePath()
        .normalize()
        .toString();
  }

  private JobSettings settings() throws Exception {
    return TestSettings.job(
        KAFKA.bootstrapServers(),
        "kafka.topics.requests=" + requests,
        "kafka.topics.results=" + KAFKA.topics().create("results"),
        "kafka.topics.dead-letters=" + KAFKA.topics().create("dead-letters"),
        "kafka.topics.control=" + control,
        "kafka.topics.model-status=" + statuses,
        "kafka.topics.shadow=" + shadow,
        "kafka.group-id=" + requests,
        "kafka.transactional-id-prefix=" + requests,
        "rerank.checkpoint.interval=200 ms",
        "rerank.execution.callers=1",
        "rerank.parallelism=2");
  }

  private TestCommandLine models(String... args) {
    List<String> line = new ArrayList<>(List.of("models"));
    line.addAll(Arrays.asList(args));
    line.addAll(
        List.of(
            "--bootstrap-servers",
            KAFKA.bootstrapServers(),
            "--control",
            control,
            "--model-status",
            statuses));
    return TestCommandLine.run(line.toArray(String[]::new));
  }

  /** A command that every subtask does. */
  private String done(String... args) {
    TestCommandLine ran = models(args);
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(ExitCodes.OK);
    return ran.out();
  }

  private String refused(String... args) {
    TestCommandLine ran = models(args);
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(ExitCodes.FAILED);
    return ran.out();
  }

  @Test
  void everyCommandDoesWhatItsHelpSays() throws Exception {
    try (TestJob job = TestJob.start(settings())) {
      assertThat(done("status")).contains("champion", "bundled").doesNotContain("challenger");

      assertThat(refused("load", OTHER, "--fingerprint", "sha256:00"))
          .contains("refused", "sha256:00");
      assertThat(refused("load", "/no/such")).contains("refused", "/no/such");
      assertThat(refused("load", OF_SEVERAL_LABELS)).contains("refused", "rerank.model.label");
      assertThat(refused("promote")).contains("refused");

      assertThat(done("load", OTHER, "--model-file", "onnx/model.onnx")).contains("ready");
      assertThat(done("status")).contains("challenger", OTHER);

      done("shadow", "1");
      assertThat(done("status")).contains("shadow 1.0");
      KAFKA.topics().send(List.of(message(requests, "q", whole("q", "rent", List.of("a", "b")))));
      Awaitility.await().atMost(DEADLINE).until(() -> KAFKA.topics().read(shadow).size() == 1);

      assertThat(refused("split", "1.7")).contains("1.7");
      done("split", "0.25");
      assertThat(done("status")).contains("split 0.25");
      done("interleave", "0.5");
      assertThat(done("status")).contains("interleave 0.5");

      done("promote");
      assertThat(done("status")).contains("kept").doesNotContain("interleave");
      done("rollback");
      done("unload");
      assertThat(done("status")).doesNotContain("challenger", "kept");
    }
  }

  @Test
  void whoCommandsIsOnTheTopicAndAnIdCountsOnce() throws Exception {
    try (TestJob job = TestJob.start(settings())) {
      done("load", OTHER, "--id", "release-7", "--by", "ranking team");
      assertThat(refused("unload", "--id", "release-7")).contains("release-7");
      done("status", "--id", "look");
      String json = done("status", "--json", "--id", "look");
      for (String line : json.split("\n")) {
        ModelStatus status = new ModelStatusReader().read(line.getBytes(StandardCharsets.UTF_8));
        assertThat(status.models().other().uri()).isEqualTo(OTHER);
      }
    }
    assertThat(new String(KAFKA.topics().read(control).get(0).value(), StandardCharsets.UTF_8))
        .contains("\"by\":\"ranking team\"");
  }

  @Test
  void aCommandThatNobodyAnswersSaysWhereItStands() {
    TestCommandLine ran = models("status", "--wait", "1 ms", "--id", "s1");
    assertThat(ran.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(ran.err()).contains("s1", control, "see that a job with that control topic runs");
  }

  @Test
  void aLineThatCannotBeSentIsRefusedAndLeavesNothing() throws Exception {
    TestCommandLine noTopic =
        TestCommandLine.run("models", "status", "--bootstrap-servers", KAFKA.bootstrapServers());
    assertThat(noTopic.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(noTopic.err()).contains("--control");

    TestCommandLine noSuchTopic =
        TestCommandLine.run(
            "models",
            "status",
            "--bootstrap-servers",
            KAFKA.bootstrapServers(),
            "--control",
            "no-such-control",
            "--model-status",
            statuses);
    assertThat(noSuchTopic.exitCode()).isEqualTo(ExitCodes.KAFKA);
    assertThat(noSuchTopic.err()).contains("no-such-control");

    for (String[] line : new String[][] {{"split"}, {"split", "half"}, {"load"}, {"explode"}}) {
      TestCommandLine wrong = models(line);
      assertThat(wrong.exitCode()).as(String.join(" ", line)).isEqualTo(ExitCodes.USAGE);
      assertThat(wrong.err()).as(String.join(" ", line)).isNotBlank();
    }
    assertThat(KAFKA.topics().read(control)).isEmpty();
  }
}
