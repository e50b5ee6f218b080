package io.riverrank.job.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.demo.EmbeddedKafka;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.job.testing.TestJob;
import io.riverrank.job.testing.TestRequests;
import io.riverrank.job.testing.TestSettings;
import io.riverrank.job.testing.TestTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backfill and streaming job on the same pairs in the same JVM, in turns: from the start of a Flink
 * to the last committed result. Run with {@code -Driverrank.throughput=true} on a quiet machine.
 */
@EnabledIfSystemProperty(named = "riverrank.throughput", matches = "true")
class ThroughputITCase {

  private static final int REQUESTS = Integer.getInteger("riverrank.throughput.requests", 600);
  private static final int CANDIDATES = 20;
  private static final int WORDS = 40;
  private static final int ROUNDS = 3;

  /** Of one token each. */
  private static final List<String> WORDS_OF_TEXTS =
      List.of(
          "river", "bank", "water", "city", "price", "bread", "history", "query", "wing", "heat");

  @TempDir Path folder;

  private static List<String> requests() {
    Random random = new Random(1);
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      List<String> documents = new ArrayList<>();
      for (int j = 0; j < CANDIDATES; j++) {
        documents.add(words(random, WORDS));
      }
      requests.add(TestRequests.whole("q" + i, words(random, 5), documents));
    }
    return requests;
  }

  private static String words(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(WORDS_OF_TEXTS.get(random.nextInt(WORDS_OF_TEXTS.size()))).append(' ');
    }
    return text.toString();
  }

  @Test
  void backfillIsNoSlowerThanTheStream() throws Exception {
    List<String> requests = requests();
    Path input = Files.write(folder.resolve("requests.jsonl"), requests);
    double[] ratios = new double[ROUNDS];
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        TestTopics topics = new TestTopics(kafka.bootstrapServers())) {
      String source = topics.create("requests", 2, Map.of());
      List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        messages.add(TestRequests.message(source, "q" + i, requests.get(i)));
      }
      topics.send(messages);
      for (int round = 0; round < ROUNDS; round++) {
        double stream = stream(kafka, topics, source, round);
        double backfill = backfill(input, round);
        ratios[round] = stream / backfill;
        System.out.printf(
            "round %d: stream %.1f s, backfill %.1f s, %.0f pairs/s, ratio %.3f%n",
            round, stream, backfill, REQUESTS * CANDIDATES / backfill, ratios[round]);
      }
    }
    Arrays.sort(ratios);
    assertThat(ratios[ROUNDS / 2]).isGreaterThan(0.95);
  }

  private double stream(EmbeddedKafka kafka, TestTopics topics, String source, int round)
      throws Exception {
    String results = topics.create("results");
    JobSettings settings =
        TestSettings.job(
            kafka.bootstrapServers(),
            "kafka.topics.requests=" + source,
            "kafka.topics.results=" + results,
            "kafka.topics.dead-letters=" + topics.create("dead-letters"),
            "kafka.transactional-id-prefix=throughput-" + round,
            "kafka.starting-offsets=earliest",
            "kafka.bounded=true",
            "rerank.parallelism=2",
            "rerank.checkpoint.interval=1 s");
    long start = System.nanoTime();
    try (TestJob job = TestJob.start(settings)) {
      job.awaitEnd();
      double seconds = (System.nanoTime() - start) / 1e9;
      topics.awaitSettled(results);
      assertThat(topics.read(results)).hasSize(REQUESTS);
      return seconds;
    }
  }

  private double backfill(Path input, int round) throws Exception {
    Path output = folder.resolve("out" + round);
    long start = System.nanoTime();
    TestCommandLine run =
        TestCommandLine.run(
            "backfill",
            "--input",
            input.toString(),
            "--output",
            output.toString(),
            "--parallelism",
            "2",
            "-D",
            "backfill.checkpoint-interval=1 s");
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Backfills.results(output)).hasSize(REQUESTS);
    return seconds;
  }
}
