package io.riverrank.job.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.broker.EmbeddedKafka;
import io.riverrank.broker.testing.TestTopics;
import io.riverrank.job.testing.TestCommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backfills from a range of a topic, and into a topic. */
class TopicBackfillITCase {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long T = 1_700_000_000_000L;

  private static EmbeddedKafka kafka;
  private static TestTopics topics;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start();
    topics = new TestTopics(kafka.bootstrapServers());
  }

  @AfterAll
  static void stop() throws Exception {
    topics.close();
    kafka.close();
  }

  private static ProducerRecord<byte[], byte[]> message(
      String topic, int partition, long timestampMs, String value) {
    return new ProducerRecord<>(topic, partition, timestampMs, null, value.getBytes(UTF_8));
  }

  /** A minute between two messages of a partition; no {@code event_time}. */
  private static String requests(int partitions, int each) throws Exception {
    String topic = topics.create("requests", partitions, Map.of());
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      for (int i = 0; i < each; i++) {
        String id = partition + "-" + i;
        messages.add(
            message(topic, partition, T + i * 60_000L, Backfills.request(id, "q", "a", "b" + i)));
      }
    }
    topics.send(messages);
    return topic;
  }

  private TestCommandLine run(Path output, String... more) {
    return TestCommandLine.run(
        Stream.concat(
                Stream.of(
                    "backfill",
                    "--bootstrap-servers",
                    kafka.bootstrapServers(),
                    "--output",
                    output.toString(),
                    "--model",
                    "../../operators/src/test/resources/models/gte-tiny",
                    "-D",
                    "rerank.parallelism=2",
                    "-D",
                    "kafka.check-timeout=5 s",
                    "-D",
                    "backfill.checkpoint-interval=100ms"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static List<String> ids(Path output) throws Exception {
    List<String> ids = new ArrayList<>();
    for (String result : Backfills.results(output)) {
      ids.add(MAPPER.readTree(result).get("query_id").asText());
    }
    return ids;
  }

  /** Committed ones, sorted, without {@code scored_at}. */
  private static List<String> results(String topic) throws Exception {
    topics.awaitSettled(topic);
    List<String> results = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : topics.read(topic)) {
      ObjectNode result = (ObjectNode) MAPPER.readTree(message.value());
      result.remove("scored_at");
      results.add(result.toString());
    }
    return results.stream().sorted().toList();
  }

  @Test
  void readsBetweenOffsetsOfThePartitionsThatAreNamed() throws Exception {
    String topic = requests(3, 6);
    Path output = folder.resolve("out");

    TestCommandLine run =
        run(output, "--input-topic", topic, "--from", "0:2,1:5", "--to", "0:4,1:6");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(ids(output)).containsExactly("0-2", "0-3", "1-5");
    // Without event_time it is the Kafka timestamp.
    assertThat(Backfills.results(output).get(0)).contains("2023-11-14T22:15:20Z");
    JsonNode report = Backfills.report(output);
    assertThat(report.get("records").asInt()).isEqualTo(3);
    assertThat(report.get("topic").get("partitions")).hasSize(2);
  }

  @Test
  void readsBetweenTimestamps() throws Exception {
    String topic = requests(2, 5);
    Path output = folder.resolve("out");
    TestCommandLine run =
        run(
            output,
            "--input-topic",
            topic,
            "--from",
            "2023-11-14T22:14:20Z",
            "--to",
            Long.toString(T + 3 * 60_000L));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(ids(output)).containsExactly("0-1", "0-2", "1-1", "1-2");

    // After the last message there is nothing to do, which is no error.
    Path nothing = folder.resolve("nothing");
    assertThat(run(nothing, "--input-topic", topic, "--from", "2030-01-01T00:00:00Z").exitCode())
        .isZero();
    assertThat(Backfills.report(nothing).get("records").asInt()).isZero();
  }

  @Test
  void whatIsWrongWithAMessageIsADeadLetterWithItsOffset() throws Exception {
    String topic = requests(1, 1);
    topics.send(
        List.of(
            message(topic, 0, T, "no request"),
            message(topic, 0, T, Backfills.member("g", "x", "one")),
            message(topic, 0, T, Backfills.member("g", "y", "two")),
            message(topic, 0, T + 600_000, Backfills.request("0-0", "again", "a")),
            message(topic, 0, T + 600_001, Backfills.member("g", "z", "late"))));
    Path output = folder.resolve("out");

    TestCommandLine run = run(output, "--input-topic", topic);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Backfills.deadLetters(output))
        .satisfiesExactly(
            letter -> assertThat(letter).contains("DUPLICATE_QUERY", "\"offset\":4"),
            letter -> assertThat(letter).contains("INVALID_JSON", topic, "\"offset\":1"),
            letter -> assertThat(letter).contains("LATE_CANDIDATE", "\"offset\":5"));
    assertThat(ids(output)).containsExactly("0-0", "g");
  }

  @Test
  void goesOnAfterAFailureWithTheSameRangeAndWritesNothingTwice() throws Exception {
    String topic = requests(2, 150);
    for (int i = 0; i < 12; i++) {
      topics.send(List.of(message(topic, i % 2, T + i, "broken " + i)));
      topics.send(
          List.of(message(topic, i % 2, T + 9_000_000, Backfills.request("tail" + i, "q", "a"))));
    }
    Path whole = folder.resolve("whole");
    String wholeTopic = topics.create("results");
    assertThat(run(whole, "--input-topic", topic, "--output-topic", wholeTopic).exitCode())
        .isZero();
    assertThat(Backfills.files(whole, "results-")).isEmpty();
    assertThat(results(wholeTopic)).hasSize(312);

    Path output = folder.resolve("out");
    String outputTopic = topics.create("results");
    String[] arguments = {"--input-topic", topic, "--output-topic", outputTopic};
    TestCommandLine failed =
        run(
            output,
            Stream.concat(Stream.of(arguments), Stream.of("--max-errors", "7"))
                .toArray(String[]::new));
    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
    // Not in the range any more.
    topics.send(List.of(message(topic, 0, T, Backfills.request("later", "q", "a"))));
    TestCommandLine resumed = run(output, arguments);

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(results(outputTopic)).isEqualTo(results(wholeTopic));
    assertThat(Backfills.deadLetters(output)).isEqualTo(Backfills.deadLetters(whole));
    for (String count : List.of("records", "results", "candidates", "dead_letters")) {
      assertThat(Backfills.report(output).get(count)).isEqualTo(Backfills.report(whole).get(count));
    }
  }

  @Test
  void readsFilesIntoATopic() throws Exception {
    Path input = Files.createDirectories(folder.resolve("in"));
    Files.writeString(
        input.resolve("1.jsonl"),
        Backfills.request("a", "q", "one", "two") + "\nbroken\n" + Backfills.request("b", "q"));
    String outputTopic = topics.create("results");
    Path output = folder.resolve("out");
    TestCommandLine run = run(output, "--input", input.toString(), "--output-topic", outputTopic);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(results(outputTopic)).hasSize(2).allMatch(r -> r.contains("\"complete\":true"));
    assertThat(Backfills.deadLetters(output)).hasSize(1);
    assertThat(output.resolve("_riverrank/checkpoints")).doesNotExist();
    assertThat(output.resolve("_riverrank/counts.json")).doesNotExist();
  }

  private String refused(int exitCode, String... arguments) throws Exception {
    Path output = folder.resolve("refused");
    TestCommandLine run = run(output, arguments);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err()).startsWith("riverrank: ").doesNotContain("\tat ").hasLineCount(1);
    assertThat(output)
        .satisfiesAnyOf(o -> assertThat(o).doesNotExist(), o -> assertThat(o).isEmptyDirectory());
    return run.err();
  }

  @Test
  void rangesThatCantBe() throws Exception {
    String topic = requests(2, 5);
    topics
        .admin()
        .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(2)))
        .all()
        .get();

    assertThat(refused(4, "--input-topic", "none")).contains("Kafka has no topic none");
    assertThat(refused(4, "--input-topic", topic, "--from", "7:0")).contains("no partition 7");
    assertThat(refused(4, "--input-topic", topic, "--from", "0:1"))
        .contains("partition 0: offset 1 is gone, the first that is kept is 2");
    assertThat(refused(4, "--input-topic", topic, "--to", "1:6"))
        .contains("partition 1: offset 6 is past the end of what is committed, 5");
    assertThat(refused(4, "--input-topic", topic, "--from", "1:4", "--to", "1:3"))
        .contains("ends at offset 3, before its begin 4");
    assertThat(refused(4, "--input-topic", topic, "--from", "latest", "--to", "earliest"))
        .contains("before its begin");
    assertThat(refused(4, "--input-topic", topic, "--output-topic", "none"))
        .contains("Kafka has no topic none");
    assertThat(
            refused(
                4,
                "--input-topic",
                topic,
                "-D",
                "kafka.source.properties.bootstrap.servers=127.0.0.1:1"))
        .contains("no Kafka broker answered");
  }

  @Test
  void rangesThatAreNone() throws Exception {
    String[] in = {"--input-topic", "t"};
    assertThat(refused(2, "--from", "earliest")).contains("say --input-topic");
    assertThat(refused(2, with(in, "--input", "x"))).contains("backfill.input is for files");
    assertThat(refused(2, with(in, "--rows", "by-key"))).contains("backfill.rows is for files");
    assertThat(refused(2, with(in, "--from", "yesterday")))
        .contains("backfill.from is 'yesterday'; write earliest, latest");
    assertThat(refused(2, with(in, "--to", "0:1,0:2"))).contains("names partition 0 twice");
    assertThat(refused(2, with(in, "--from", "0:1", "--to", "1:2"))).contains("the same ones");
    assertThat(refused(2, with(in, "--from", "2000", "--to", "1999"))).contains("swap");
    assertThat(refused(2, with(in, "--output-topic", "t"))).contains("each its own topic");
    assertThat(refused(2, with(in, "--output-topic", "r", "--output-format", "trec")))
        .contains("backfill.output-format is for files");
    assertThat(refused(2, "--input-topic", "a b")).contains("a topic's name has");
  }

  private static String[] with(String[] base, String... more) {
    return Stream.concat(Stream.of(base), Stream.of(more)).toArray(String[]::new);
  }
}
