package io.riverrank.tools.monitor.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.job.testing.TestResults;
import io.riverrank.tools.TestTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code monitor … --html} as the launcher runs it, to its end. */
class PagedMonitorITCase {

  /** Sixty an hour, a third of them in each market. */
  private static final int RESULTS = 300;

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  @TempDir private Path folder;
  private Path page;
  private Path rules;

  @BeforeEach
  void write() throws Exception {
    page = folder.resolve("page.html");
    rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            "rules: [{name: few candidates, figure: candidates, below: 100, resolve_at: 100}]");
  }

  private TestCommandLine monitor(String... more) {
    List<String> arguments = new ArrayList<>(List.of("monitor", "--html=" + page));
    arguments.addAll(List.of(more));
    return TestTools.run(arguments.toArray(String[]::new));
  }

  private Path results(List<String> lines) throws Exception {
    return Files.write(folder.resolve("results.jsonl"), lines);
  }

  @Test
  void ofARangeOfATopicThePageHasEveryWindow() throws Exception {
    String results = KAFKA.topics().create("results", 2, Map.of());
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (String line : TestResults.json(RESULTS)) {
      messages.add(
          new ProducerRecord<>(
              results, messages.size() % 2, null, line.getBytes(StandardCharsets.UTF_8)));
    }
    messages.add(new ProducerRecord<>(results, 0, null, new byte[] {'{'}));
    KAFKA.topics().send(messages);

    TestCommandLine run =
        monitor(
            "--bootstrap-servers=" + KAFKA.bootstrapServers(),
            "--results=" + results,
            "--from=earliest",
            "--create-topics",
            "--metrics=" + results + "-metrics",
            "--dead-letters=" + results + "-letters",
            "--alerts-topic=" + results + "-alerts",
            "--rules=" + rules,
            "-Dmonitor.segments=/market");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "Page: " + page.toUri(),
            "Read 301 results\n",
            "5 windows in 20 records: topic %s-metrics\n".formatted(results),
            "1 alert fired, 0 over: topic %s-alerts\n".formatted(results),
            "1 dead letter (NOT_A_RESULT 1): topic %s-letters\n".formatted(results))
        .doesNotContain("WARN", "monitor.segments in its metadata");
    assertThat(page).content().contains("5 windows of 1 h", "few candidates");
  }

  @Test
  void ofFilesOutputMayBeAUri() throws Exception {
    Path metrics = folder.resolve("metrics.jsonl");

    TestCommandLine run =
        monitor(
            "--input=" + results(TestResults.json(RESULTS)).toUri(),
            "--output=" + metrics.toUri(),
            "--rules=" + rules,
            "-Dmonitor.segments=/market,/markt,/market+/device");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .isEqualTo(
            """
            Read 300 results
            5 windows in 50 records: %s
            1 alert fired, 0 over: %s
            No result had a value for /markt of monitor.segments in its metadata
            Page: %s
            """
                .formatted(
                    metrics.toUri(), folder.resolve("metrics.alerts.jsonl").toUri(), page.toUri()));
    assertThat(page).content().contains("5 windows of 1 h", "few candidates");
  }

  @Test
  void ofNothingThatCanBeUsedThePageSaysThatNothingCame() throws Exception {
    Path metrics = folder.resolve("metrics.jsonl");

    TestCommandLine run =
        monitor("--input=" + results(List.of("{}", "no json")), "--output=" + metrics);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "Read 2 results\n",
            "0 windows in 0 records: " + metrics,
            "2 dead letters (NOT_A_RESULT 2): " + folder.resolve("metrics.dead-letters.jsonl"));
    assertThat(page).content().contains("No window is closed yet.");
  }
}
