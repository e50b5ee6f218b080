package io.riverrank.job.kafka.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.TopicNames;
import io.riverrank.job.kafka.sink.MessageSerializationSchema;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.job.testing.TestSettings;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.DeadLetterEncoder;
import io.riverrank.schemas.MessageHeader;
import io.riverrank.schemas.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterReplayITCase {

  private static final long TIMESTAMP_MS = 1_000_000;
  private static final int SMALL_MESSAGE_BYTES = 4_096;

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private KafkaSettings settings;
  private DeadLetterReplay replay;

  @BeforeEach
  void createTopics() throws Exception {
    settings =
        TestSettings.kafka(
            KAFKA.bootstrapServers(),
            "kafka.topics.requests=" + KAFKA.topics().create("requests"),
            "kafka.topics.dead-letters=" + KAFKA.topics().create("dead-letters", 3, Map.of()));
    replay = new DeadLetterReplay(settings);
  }

  @Test
  void originalsGoBackAsTheyWere() throws Exception {
    byte[] value = {(byte) 0xff, 0, '{'};
    put(DeadLetterCode.INVALID_UTF8, "k", value, TIMESTAMP_MS);
    ReplayReport report = replay.replay(ReplayRequest.all(settings), (done, total) -> {});
    assertThat(report.sentByCode()).isEqualTo(Map.of("INVALID_UTF8", 1L));
    assertThat(report.read()).isEqualTo(1);
    ConsumerRecord<byte[], byte[]> request = requests().get(0);
    assertThat(request.key()).isEqualTo("k".getBytes(UTF_8));
    assertThat(request.value()).isEqualTo(value);
    assertThat(request.timestamp()).isEqualTo(TIMESTAMP_MS);
    assertThat(request.headers().toArray())
        .singleElement()
        .satisfies(header -> assertThat(header.key()).isEqualTo("traceparent"));
  }

  @Test
  void theCommandSaysWhatWentBack() throws Exception {
    put(DeadLetterCode.INVALID_JSON, "a", "1".getBytes(UTF_8), TIMESTAMP_MS);
    put(DeadLetterCode.LATE_CANDIDATE, "b", "2".getBytes(UTF_8), TIMESTAMP_MS);

    TestCommandLine run =
        TestCommandLine.run(
            "dead-letters",
            "replay",
            "--bootstrap-servers=" + KAFKA.bootstrapServers(),
            "--dead-letters=" + settings.topics().deadLetters(),
            "--requests=" + settings.topics().requests(),
            "--code=late_candidate");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("2 dead letters read, 1 sent back", "LATE_CANDIDATE");
    assertThat(requests())
        .extracting(request -> new String(request.value(), UTF_8))
        .containsExactly("2");
  }

  @Test
  void whatIsLeftIsCounted() throws Exception {
    put(DeadLetterCode.INVALID_JSON, "a", "1".getBytes(UTF_8), TIMESTAMP_MS);
    put(DeadLetterCode.LATE_CANDIDATE, "b", "2".getBytes(UTF_8), TIMESTAMP_MS);
    put(DeadLetterCode.LATE_CANDIDATE, "c", "3".getBytes(UTF_8), TIMESTAMP_MS);
    put(DeadLetterCode.LATE_CANDIDATE, "d", new byte[SMALL_MESSAGE_BYTES], TIMESTAMP_MS);
    put(DeadLetterCode.RESULT_TOO_LARGE, "e", "{}".getBytes(UTF_8), TIMESTAMP_MS);
    KAFKA
        .topics()
        .send(
            List.of(
                new ProducerRecord<>(settings.topics().deadLetters(), "not ours".getBytes(UTF_8))));

    Set<DeadLetterCode> codes =
        Set.of(DeadLetterCode.LATE_CANDIDATE, DeadLetterCode.RESULT_TOO_LARGE);
    ReplayReport report =
        replay.replay(ReplayRequest.all(settings).withCodes(codes), (done, total) -> {});

    assertThat(report).isEqualTo(new ReplayReport(Map.of("LATE_CANDIDATE", 2L), 1, 1, 1, 0, 1));
    assertThat(report.sent()).isEqualTo(2);
    assertThat(report.read()).isEqualTo(6);
    assertThat(requests())
        .extracting(request -> new String(request.key(), UTF_8))
        .containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void lettersOfAnotherTopicAreLeftWhereTheyAre() throws Exception {
    put(DeadLetterCode.INVALID_JSON, "ours", "1".getBytes(UTF_8), TIMESTAMP_MS);
    ProducerRecord<byte[], byte[]> monitors =
        letter(
            "riverrank-results",
            DeadLetterCode.LATE_RESULT,
            "monitors",
            "2".getBytes(UTF_8),
            TIMESTAMP_MS);
    KAFKA.topics().send(List.of(monitors));

    ReplayReport report = replay.replay(ReplayRequest.all(settings), (done, total) -> {});

    assertThat(report.otherSource()).isEqualTo(1);
    assertThat(report.sent()).isEqualTo(1);
    assertThat(requests())
        .extracting(request -> new String(request.key(), UTF_8))
        .containsExactly("ours");
  }

  @Test
  void olderOnesAreLeftOut() throws Exception {
    // One partition: Kafka finds a time by the first record that has it or a later one.
    put(DeadLetterCode.INVALID_JSON, "k", "old".getBytes(UTF_8), 1_000);
    put(DeadLetterCode.INVALID_JSON, "k", "new".getBytes(UTF_8), 2_000);
    replay.replay(ReplayRequest.all(settings).withSinceMs(1_500L), (done, total) -> {});
    assertThat(requests())
        .extracting(request -> new String(request.value(), UTF_8))
        .containsExactly("new");
  }

  @Test
  void onlyCommittedOnesAreReadAndProgressReachesTheEnd() throws Exception {
    put(DeadLetterCode.INVALID_JSON, "a", "1".getBytes(UTF_8), TIMESTAMP_MS);
    Map<String, Object> properties =
        Map.of("bootstrap.servers", KAFKA.bootstrapServers(), "transactional.id", "aborted");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(letter(DeadLetterCode.INVALID_JSON, "b", "2".getBytes(UTF_8), 1)).get();
      producer.abortTransaction();
    }
    KAFKA.topics().awaitSettled(settings.topics().deadLetters());
    List<Long> remaining = new ArrayList<>();
    ReplayReport report =
        replay.replay(ReplayRequest.all(settings), (done, total) -> remaining.add(total - done));
    assertThat(report.sent()).isEqualTo(1);
    // The aborted record and its marker have offsets too.
    assertThat(remaining.get(0)).isEqualTo(3);
    assertThat(remaining.get(remaining.size() - 1)).isZero();
  }

  @Test
  void emptyTopicIsDoneAtOnce() throws Exception {
    assertThat(replay.replay(ReplayRequest.all(settings), (done, total) -> {}).read()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"nowhere, ", ", nowhere"})
  void aTopicThatIsNotThereEndsWithKafkasExitCode(
      @Nullable String deadLetters, @Nullable String requests) {
    TestCommandLine run =
        TestCommandLine.run(
            "dead-letters",
            "replay",
            "--bootstrap-servers=" + KAFKA.bootstrapServers(),
            "--dead-letters=" + Objects.requireNonNullElse(deadLetters, topics().deadLetters()),
            "--requests=" + Objects.requireNonNullElse(requests, topics().requests()));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.KAFKA);
    assertThat(run.err())
        .contains("Kafka has no topic nowhere at " + KAFKA.bootstrapServers())
        .contains("check the name");
  }

  private TopicNames topics() {
    return settings.topics();
  }

  private void put(DeadLetterCode code, String key, byte[] value, long timestampMs)
      throws Exception {
    KAFKA.topics().send(List.of(letter(code, key, value, timestampMs)));
  }

  /** As the job writes it. */
  private ProducerRecord<byte[], byte[]> letter(
      DeadLetterCode code, String key, byte[] value, long timestampMs) {
    return letter(settings.topics().requests(), code, key, value, timestampMs);
  }

  private ProducerRecord<byte[], byte[]> letter(
      String source, DeadLetterCode code, String key, byte[] value, long timestampMs) {
    DeadLetter letter =
        new DeadLetter(
            code,
            "bad",
            new SourceRecord(
                source,
                0,
                1,
                timestampMs,
                key.getBytes(UTF_8),
                value,
                List.of(new MessageHeader("traceparent", "t".getBytes(UTF_8)))));
    return new MessageSerializationSchema(settings.topics().deadLetters(), 0)
        .serialize(new DeadLetterEncoder(SMALL_MESSAGE_BYTES).encode(letter), null, null);
  }

  private List<ConsumerRecord<byte[], byte[]>> requests() {
    return KAFKA.topics().read(settings.topics().requests());
  }
}
