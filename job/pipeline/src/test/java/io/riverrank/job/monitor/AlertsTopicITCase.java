package io.riverrank.job.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.environment.Environments;
import io.riverrank.job.monitor.alertmanager.FakeAlertmanager;
import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.job.monitor.settings.MonitorSettingsFactory;
import io.riverrank.job.monitor.source.MonitorInputs;
import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.job.testing.TestJob;
import io.riverrank.job.testing.TestResults;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.AlertReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alerts of a whole monitor, from the results topic to the alerts topic and an Alertmanager, with
 * kills while alerts fire.
 */
class AlertsTopicITCase {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final long HOUR_MS = 3_600_000;

  /** Of a market in an hour. */
  private static final int RESULTS = 20;

  /** Candidates by hour: fewer than five are an alert, none are more empty results, too. */
  private static final Map<String, int[]> CANDIDATES =
      Map.of(
          "de", new int[] {8, 8, 3, 3, 8, 8, 3, 8, 8, 8},
          "fr", new int[] {8, 3, 8, 8, 8, 8, 8, 8, 3, 8},
          "us", new int[] {8, 8, 8, 8, 8, 8, 0, 0, 0, 0});

  private static final String RULES =
      """
      rules:
        - {name: few, figure: candidates, below: 5, window: 1h, segment: {market: "*"}}
        - {name: more empty, figure: zero_results, sequential: rises, window: 1h}
      """;

  private static final List<String> FEW =
      List.of(
          "2 fr firing",
          "3 de firing",
          "3 fr resolved",
          "5 de resolved",
          "7 de firing",
          "7 us firing",
          "8 de resolved",
          "9 fr firing",
          "10 fr resolved");

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  @TempDir private Path folder;

  private String results;
  private String metrics;
  private String alerts;
  private String deadLetters;
  private Path rules;
  private Path baseline;

  @BeforeEach
  void createTopics() throws Exception {
    results = KAFKA.topics().create("results", 2, Map.of());
    metrics = KAFKA.topics().create("metrics", 2, Map.of());
    alerts = KAFKA.topics().create("alerts", 2, Map.of());
    deadLetters = KAFKA.topics().create("dead-letters");
    rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    baseline = folder.resolve("baseline.json");
    run(
        "monitor",
        "baseline",
        "--input=" + Files.write(folder.resolve("good.jsonl"), hours(0, 2)),
        "--output=" + baseline);
  }

  @Test
  @Timeout(600)
  void eachAlertFiresAndEndsOnceThroughKills() throws Exception {
    List<Alert> expected = ofFiles();
    assertThat(expected.stream().filter(alert -> alert.rule().equals("few")))
        .extracting(
            alert ->
                "%d %s %s"
                    .formatted(
                        (alert.windowEndMs() - TestResults.START_MS) / HOUR_MS,
                        alert.segment().get("market"),
                        alert.status()))
        .isEqualTo(FEW);
    assertThat(expected).hasSize(FEW.size() + 1);

    try (FakeAlertmanager alertmanager = new FakeAlertmanager(0);
        TestJob job = start(alertmanager)) {
      send(hours(0, 4));
      awaitCommitted(3);
      alertmanager.next(post -> isFiring(post, "de"));
      alertmanager.clear();
      job.replaceTaskManager(0);
      JsonNode again = alertmanager.next(post -> isFiring(post, "de"));
      assertThat(has(again, "fr", false)).as("what is over is said again, too").isTrue();

      send(hours(4, 8));
      alertmanager.next(post -> has(post, "us", true));
      job.replaceTaskManager(1);

      send(hours(8, 10));
      // Of no market, so late that it ends all windows before it.
      send(List.of(result(0, 1_000 * HOUR_MS, 8, null), result(1, 1_000 * HOUR_MS, 8, null)));
      awaitCommitted(expected.size());
      alertmanager.next(
          post -> has(post, "de", false) && has(post, "fr", false) && has(post, "us", true));
      assertThat(alertmanager.refused()).isEmpty();
      // Commits all that there is.
      job.stopWithSavepoint(folder.resolve("savepoints"));
    }
    assertThat(committed())
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withComparatorForType(AlertsTopicITCase::compareMeans, Double.class)
                .build())
        .isEqualTo(expected);
    assertThat(KAFKA.topics().read(deadLetters)).isEmpty();
  }

  /** Means are the same to 1e-12, and so is what is made of them. */
  private static int compareMeans(double a, double b) {
    return Math.abs(a - b) <= 1e-9 * Math.abs(a) ? 0 : Double.compare(a, b);
  }

  private static boolean isFiring(JsonNode post, String market) {
    return has(post, market, true);
  }

  private static boolean has(JsonNode post, String market, boolean firing) {
    for (JsonNode alert : post) {
      if (alert.path("labels").path("segment_market").asText().equals(market)
          && alert.path("endsAt").isMissingNode() == firing) {
        return true;
      }
    }
    return false;
  }

  private void awaitCommitted(int count) {
    await().alias(count + " alerts").atMost(DEADLINE).until(() -> committed().size() >= count);
  }

  /** In the order of files. */
  private List<Alert> committed() {
    List<Alert> read = new ArrayList<>();
    KAFKA.topics().read(alerts).forEach(message -> read.add(alert(message.value())));
    return sorted(read);
  }

  private List<Alert> ofFiles() throws IOException {
    Path metricsFile = folder.resolve("metrics.jsonl");
    run(
        "monitor",
        "--input=" + Files.write(folder.resolve("results.jsonl"), hours(0, 10)),
        "--output=" + metricsFile,
        "--rules=" + rules,
        "--baseline=" + baseline,
        "-Dmonitor.segments=/market");
    return sorted(
        Files.readAllLines(folder.resolve("metrics.alerts.jsonl")).stream()
            .map(line -> alert(line.getBytes(UTF_8)))
            .toList());
  }

  private static Alert alert(byte[] json) {
    try {
      return new AlertReader().read(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Alert> sorted(List<Alert> alerts) {
    return alerts.stream()
        .sorted(
            Comparator.comparingLong(Alert::windowEndMs)
                .thenComparing(Alert::rule)
                .thenComparing(alert -> alert.segment().toString()))
        .toList();
  }

  private TestJob start(FakeAlertmanager alertmanager) throws Exception {
    List<String> options =
        List.of(
            "kafka.bootstrap-servers=" + KAFKA.bootstrapServers(),
            "kafka.topics.results=" + results,
            "monitor.topics.metrics=" + metrics,
            "monitor.topics.alerts=" + alerts,
            "monitor.topics.dead-letters=" + deadLetters,
            "monitor.group-id=" + results,
            "monitor.transactional-id-prefix=" + results,
            "monitor.rules=" + rules,
            "monitor.baseline=" + baseline,
            "monitor.alertmanager=" + alertmanager.url(),
            "monitor.segments=/market",
            "monitor.max-out-of-orderness=0 s",
            "monitor.allowed-lateness=0 s",
            "rerank.checkpoint.interval=200 ms",
            "rerank.parallelism=2",
            // Both partitions have results, so none needs to be left out.
            "rerank.event-time.idleness=0 s");
    MonitorSettings settings =
        MonitorSettingsFactory.create(ConfigurationLoader.load(null, options, Map.of()));
    MonitorJob job = new MonitorJob(settings, Environments.CLUSTER);
    return TestJob.start(env -> job.build(env, MonitorInputs.find(settings)), null);
  }

  private static void run(String... arguments) {
    TestCommandLine run = TestCommandLine.run(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private void send(List<String> lines) throws Exception {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (String line : lines) {
      messages.add(new ProducerRecord<>(results, messages.size() % 2, null, line.getBytes(UTF_8)));
    }
    KAFKA.topics().send(messages);
  }

  /** In the order of time, so that none is late. */
  private static List<String> hours(int from, int to) {
    List<String> lines = new ArrayList<>();
    for (int hour = from; hour < to; hour++) {
      for (int i = 0; i < RESULTS; i++) {
        for (Map.Entry<String, int[]> market : CANDIDATES.entrySet()) {
          lines.add(
              result(
                  1_000 * hour + lines.size(),
                  hour * HOUR_MS + i * 60_000L,
                  market.getValue()[hour],
                  "{\"market\":\"%s\"}".formatted(market.getKey())));
        }
      }
    }
    return lines;
  }

  private static String result(int number, long afterStartMs, int candidates, String metadata) {
    return TestResults.json(
        TestResults.of(
            candidates, number, TestResults.START_MS + afterStartMs, TestResults.MODEL, metadata));
  }
}
