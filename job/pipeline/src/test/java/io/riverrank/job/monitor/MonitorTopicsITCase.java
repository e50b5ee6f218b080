package io.riverrank.job.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.environment.Environments;
import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.job.monitor.settings.MonitorSettingsFactory;
import io.riverrank.job.monitor.source.MonitorInputs;
import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.job.testing.TestJob;
import io.riverrank.job.testing.TestResults;
import io.riverrank.schemas.monitoring.Interaction;
import io.riverrank.schemas.monitoring.InteractionEncoder;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.monitoring.WindowMetricsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code monitor} from topics to a topic, with kills and rescales, beside a run over files. */
class MonitorTopicsITCase {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final int RESULTS = 400;
  private static final int PARTITIONS = 4;
  private static final long HOUR_MS = 3_600_000;

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  @TempDir private Path folder;

  private String results;
  private String interactions;
  private String judgements;
  private String metrics;
  private String deadLetters;
  private List<String> windows;
  private List<WindowMetrics> expected;

  @BeforeEach
  void createTopics() throws Exception {
    results = KAFKA.topics().create("results", PARTITIONS, Map.of());
    interactions = KAFKA.topics().create("interactions", PARTITIONS, Map.of());
    judgements = KAFKA.topics().create("judgements", PARTITIONS, Map.of());
    metrics = KAFKA.topics().create("metrics", 2, Map.of());
    deadLetters = KAFKA.topics().create("dead-letters");
  }

  /**
   * @param length few enough values a window that its sketches are exact, where bins come from them
   */
  private void compute(String length, String baselineFrom) throws IOException {
    windows =
        List.of(
            "monitor.window=" + length,
            "monitor.segments=/market,/market+/device",
            "monitor.baseline.from=" + baselineFrom,
            "monitor.baseline.windows=1");
    expected = ofFiles();
    for (String joined : List.of("ndcg@10", "click_mrr", "ctr@1")) {
      assertThat(expected).anyMatch(record -> record.figures().get(joined).n() > 0);
    }
  }

  /** The windows that the sentinels close. */
  private List<WindowMetrics> ofFiles() throws IOException {
    Path input = Files.write(folder.resolve("results.jsonl"), TestResults.json(RESULTS));
    List<String> clicks = new ArrayList<>();
    List<String> judged = new ArrayList<>();
    for (int i = 0; i < RESULTS; i++) {
      clicks.add(new String(interaction(i), UTF_8));
      judged.add(new String(judgement(i), UTF_8));
    }
    Path output = folder.resolve("metrics.jsonl");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--interactions=" + Files.write(folder.resolve("clicks.jsonl"), clicks),
                "--judgements=" + Files.write(folder.resolve("judged.jsonl"), judged)));
    windows.forEach(option -> arguments.add("-D" + option));
    MonitorFilesITCase.monitor(input, output, arguments.toArray(String[]::new));
    return MonitorFilesITCase.read(output);
  }

  @ParameterizedTest
  @CsvSource({"1h, file", "30min, trailing"})
  void recordsAreThoseOfFilesAfterTheLossOfATaskManager(String length, String baselineFrom)
      throws Exception {
    compute(length, baselineFrom);
    send(0, RESULTS / 2);
    try (TestJob job = start(2, null)) {
      await().atMost(DEADLINE).until(() -> read().size() > 10);
      job.replaceTaskManager(0);
      send(RESULTS / 2, RESULTS);
      job.replaceTaskManager(1);
      sendSentinels();
      assertRecords();
    }
    assertThat(KAFKA.topics().read(deadLetters)).isEmpty();
  }

  @Test
  void recordsAreThoseOfFilesAtEveryParallelismOnTheWay() throws Exception {
    compute("1h", "file");
    Path savepoints = folder.resolve("savepoints");
    String savepoint = null;
    int[] parallelisms = {2, 4, 1};
    for (int step = 0; step < parallelisms.length; step++) {
      send(RESULTS * step / parallelisms.length, RESULTS * (step + 1) / parallelisms.length);
      int before = read().size();
      try (TestJob job = start(parallelisms[step], savepoint)) {
        await()
            .alias("new records at parallelism " + parallelisms[step])
            .atMost(DEADLINE)
            .until(() -> read().size() > before);
        if (step < parallelisms.length - 1) {
          savepoint = job.stopWithSavepoint(savepoints);
        } else {
          sendSentinels();
          assertRecords();
        }
      }
    }
  }

  private void assertRecords() {
    await().alias("all records").atMost(DEADLINE).until(() -> read().size() >= expected.size());
    SameMetrics.assertSame(read(), expected);
  }

  private TestJob start(int parallelism, @Nullable String savepoint) throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap-servers=" + KAFKA.bootstrapServers(),
                "kafka.topics.results=" + results,
                "monitor.interactions.topic=" + interactions,
                "monitor.judgements.topic=" + judgements,
                "monitor.topics.metrics=" + metrics,
                "monitor.topics.dead-letters=" + deadLetters,
                "monitor.group-id=" + results,
                "monitor.transactional-id-prefix=" + results,
                "rerank.checkpoint.interval=200 ms",
                "rerank.parallelism=" + parallelism,
                // Every partition has results, so none needs to be left out.
                "rerank.event-time.idleness=0 s"));
    options.addAll(windows);
    MonitorSettings settings =
        MonitorSettingsFactory.create(ConfigurationLoader.load(null, options, Map.of()));
    MonitorJob job = new MonitorJob(settings, Environments.CLUSTER);
    return TestJob.start(env -> job.build(env, MonitorInputs.find(settings)), savepoint);
  }

  private void send(int from, int to) throws Exception {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int i = from; i < to; i++) {
      messages.add(
          new ProducerRecord<>(
              results, i % PARTITIONS, null, TestResults.json(TestResults.of(i)).getBytes(UTF_8)));
      messages.add(new ProducerRecord<>(interactions, i % PARTITIONS, null, interaction(i)));
      messages.add(new ProducerRecord<>(judgements, i % PARTITIONS, null, judgement(i)));
    }
    KAFKA.topics().send(messages);
  }

  private static byte[] interaction(int number) {
    return new InteractionEncoder()
        .encode(
            new Interaction(
                "q" + number,
                "d0",
                number % 3 == 0 ? Interaction.Type.CLICK : Interaction.Type.IMPRESSION,
                1,
                TestResults.START_MS + number * 60_000L + 1_000));
  }

  /** Two minutes after the result, of half of the queries; the others' has no label of use. */
  private static byte[] judgement(int number) {
    return judgement(number, TestResults.START_MS + number * 60_000L + 120_000);
  }

  private static byte[] judgement(int number, long timeMs) {
    return "{\"query_id\":\"q%d\",\"doc_id\":\"d0\",\"label\":%d,\"event_time\":%d}"
        .formatted(number, number % 2, timeMs)
        .getBytes(UTF_8);
  }

  /** In every partition, so late that all windows before them close, and so never counted. */
  private void sendSentinels() throws Exception {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      long timeMs = TestResults.START_MS + 1_000 * HOUR_MS;
      String sentinel =
          TestResults.json(TestResults.of(1_000 + partition, timeMs, TestResults.MODEL, null));
      messages.add(new ProducerRecord<>(results, partition, null, sentinel.getBytes(UTF_8)));
      messages.add(
          new ProducerRecord<>(
              interactions,
              partition,
              null,
              new InteractionEncoder()
                  .encode(
                      new Interaction(
                          "q" + (1_000 + partition),
                          "d0",
                          Interaction.Type.CLICK,
                          1,
                          timeMs + HOUR_MS))));
      messages.add(
          new ProducerRecord<>(
              judgements, partition, null, judgement(1_000 + partition, timeMs + HOUR_MS)));
    }
    KAFKA.topics().send(messages);
  }

  /** Committed ones, in the order of files. */
  private List<WindowMetrics> read() {
    WindowMetricsReader reader = new WindowMetricsReader();
    List<WindowMetrics> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : KAFKA.topics().read(metrics)) {
      try {
        records.add(reader.read(message.value()));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    records.sort(
        Comparator.comparingLong(WindowMetrics::windowEndMs)
            .thenComparingInt(record -> record.segment().size())
            .thenComparing(record -> record.segment().toString())
            .thenComparingInt(WindowMetrics::revision));
    return records;
  }
}
