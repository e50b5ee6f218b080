package io.riverrank.job.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.broker.EmbeddedKafka;
import io.riverrank.broker.testing.TestTopics;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.job.testing.TestJob;
import io.riverrank.job.testing.TestRequests;
import io.riverrank.job.testing.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backfill and streaming job on the same pairs in the same JVM, in turns. Each runs a small and a
 * large input, from the start of a Flink to the last committed result; what counts is the
 * difference, which has neither's start in it. Not part of the normal tests: docs/backfill.md has
 * the command.
 */
class ThroughputBenchmark {

  private static final int REQUESTS = Integer.getInteger("riverrank.throughput.requests", 600);
  private static final int CANDIDATES = 20;
  private static final int WORDS = 40;
  private static final int ROUNDS = Integer.getInteger("riverrank.throughput.rounds", 3);
  private static final int SMALL = REQUESTS / 4;
  private static final Duration DEADLINE = Duration.ofMinutes(20);

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
    double[] ratios = new double[ROUNDS];
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        TestTopics topics = new TestTopics(kafka.bootstrapServers())) {
      Input small = input(topics, requests.subList(0, SMALL));
      Input large = input(topics, requests);
      // The JVM compiles as it goes.
      stream(kafka, topics, small);
      backfill(small);
      for (int round = 0; round < ROUNDS; round++) {
        double stream = -stream(kafka, topics, small);
        double backfill = -backfill(small);
        stream += stream(kafka, topics, large);
        backfill += backfill(large);
        ratios[round] = stream / backfill;
        int pairs = (REQUESTS - SMALL) * CANDIDATES;
        System.out.printf(
            "round %d: stream %.0f pairs/s, backfill %.0f pairs/s, ratio %.3f%n",
            round, pairs / stream, pairs / backfill, ratios[round]);
      }
    }
    Arrays.sort(ratios);
    System.out.printf("median ratio backfill / stream: %.3f%n", ratios[ROUNDS / 2]);
    assertThat(ratios[ROUNDS / 2]).isGreaterThanOrEqualTo(0.95);
  }

  private record Input(int requests, Path file, String topic) {}

  private Input input(TestTopics topics, List<String> requests) throws Exception {
    String topic = topics.create("requests", 2, Map.of());
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      messages.add(TestRequests.message(topic, "q" + i, requests.get(i)));
    }
    topics.send(messages);
    Path file = Files.write(folder.resolve(topic + ".jsonl"), requests);
    return new Input(requests.size(), file, topic);
  }

  private double stream(EmbeddedKafka kafka, TestTopics topics, Input input) throws Exception {
    String results = topics.create("results");
    JobSettings settings =
        TestSettings.job(
            kafka.bootstrapServers(),
            "kafka.topics.requests=" + input.topic(),
            "kafka.topics.results=" + results,
            "kafka.topics.dead-letters=" + topics.create("dead-letters"),
            "kafka.transactional-id-prefix=" + results,
            "kafka.starting-offsets=earliest",
            "kafka.bounded=true",
            "rerank.parallelism=2",
            "rerank.checkpoint.interval=1 s");
    long start = System.nanoTime();
    try (TestJob job = TestJob.start(settings)) {
      job.awaitEnd(DEADLINE);
      double seconds = (System.nanoTime() - start) / 1e9;
      topics.awaitSettled(results);
      assertThat(topics.read(results)).hasSize(input.requests());
      return seconds;
    }
  }

  private double backfill(Input input) throws Exception {
    Path output = folder.resolve(TestTopics.unique("out"));
    long start = System.nanoTime();
    TestCommandLine run =
        TestCommandLine.run(
            "backfill",
            "--input",
            input.file().toString(),
            "--output",
            output.toString(),
            "--parallelism",
            "2",
            "-D",
            "backfill.checkpoint-interval=1 s");
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Backfills.results(output)).hasSize(input.requests());
    return seconds;
  }
}
