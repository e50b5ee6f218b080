package io.riverrank.job.kafka.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.broker.testing.TestTopics;
import io.riverrank.job.kafka.settings.Checkpoints;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.testing.TestSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicCheckITCase {

  private static final long DEADLINE_SECONDS = 30;
  private static final Checkpoints CHECKPOINTS =
      new Checkpoints(Duration.ofSeconds(10), Duration.ofMinutes(1));

  @RegisterExtension
  static final KafkaExtension KAFKA =
      new KafkaExtension(Map.of("transaction.max.timeout.ms", "900000"));

  private String requests;
  private String results;
  private String deadLetters;

  @BeforeEach
  void nameTopics() {
    requests = TestTopics.unique("requests");
    results = TestTopics.unique("results");
    deadLetters = TestTopics.unique("dead-letters");
  }

  @Test
  void soundSetupPasses() throws Exception {
    createAll(Map.of());
    assertThat(TopicCheck.run(settings(), CHECKPOINTS)).isEmpty();
  }

  @Test
  void missingTopicsAreNamedAllAtOnce() throws Exception {
    results = KAFKA.topics().create("results");
    assertThatThrownBy(() -> TopicCheck.run(settings(), CHECKPOINTS))
        .isInstanceOf(TopicCheckException.class)
        .hasMessage(
            "Kafka has no topic %s, %s; create them, or set kafka.create-topics=true"
                .formatted(requests, deadLetters));
  }

  @Test
  void missingTopicsAreCreatedSoThatTheyFit() throws Exception {
    requests = KAFKA.topics().create("requests");
    KafkaSettings settings =
        settings(
            "kafka.create-topics=true",
            "kafka.create-topics.partitions=3",
            "kafka.create-topics.replication-factor=1",
            "kafka.max-message-bytes=4 mb",
            "rerank.event-time.max-ahead=2 h");
    assertThat(TopicCheck.run(settings, CHECKPOINTS)).isEmpty();
    Map<String, TopicDescription> described =
        KAFKA
            .topics()
            .admin()
            .describeTopics(List.of(requests, results, deadLetters))
            .allTopicNames()
            .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertThat(described.get(requests).partitions()).hasSize(1);
    assertThat(described.get(results).partitions()).hasSize(3);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, deadLetters);
    Config config =
        KAFKA
            .topics()
            .admin()
            .describeConfigs(List.of(resource))
            .all()
            .get(DEADLINE_SECONDS, TimeUnit.SECONDS)
            .get(resource);
    assertThat(config.get("max.message.bytes").value()).isEqualTo(Integer.toString(4 << 20));
    assertThat(config.get("message.timestamp.after.max.ms").value()).isEqualTo("7200000");
    assertThat(TopicCheck.run(settings, CHECKPOINTS)).isEmpty();
  }

  @Test
  void transactionTimeoutAboveTheBrokers() throws Exception {
    createAll(Map.of());
    assertThatThrownBy(
            () -> TopicCheck.run(settings("kafka.transaction-timeout=16 min"), CHECKPOINTS))
        .isInstanceOf(TopicCheckException.class)
        .hasMessageContaining("kafka.transaction-timeout (16 min) is longer than the brokers allow")
        .hasMessageContaining("transaction.max.timeout.ms: 15 min");
    KafkaSettings atLeastOnce =
        settings("kafka.transaction-timeout=16 min", "kafka.delivery-guarantee=at-least-once");
    assertThat(TopicCheck.run(atLeastOnce, Checkpoints.NONE)).isEmpty();
  }

  @Test
  void transactionTimeoutBelowTheCheckpointInterval() {
    assertThatThrownBy(
            () -> TopicCheck.run(settings("kafka.transaction-timeout=10 s"), CHECKPOINTS))
        .isInstanceOf(TopicCheckException.class)
        .hasMessageContaining("is not longer than the checkpoint interval (10 s)");
  }

  @Test
  void transactionTimeoutNearTheCheckpointIntervalIsAWarning() throws Exception {
    createAll(Map.of());
    assertThat(TopicCheck.run(settings("kafka.transaction-timeout=69 s"), CHECKPOINTS))
        .singleElement()
        .asString()
        .contains("kafka.transaction-timeout (69 s)", "together (70 s)", "raise it");
  }

  @Test
  void exactlyOnceWithoutCheckpointsIsRefused() {
    assertThatThrownBy(() -> TopicCheck.run(settings(), Checkpoints.NONE))
        .isInstanceOf(TopicCheckException.class)
        .hasMessageContaining("there are no checkpoints")
        .hasMessageContaining("execution.checkpointing.interval")
        .hasMessageContaining("at-least-once");
  }

  @Test
  void topicWithALowerMessageLimit() throws Exception {
    requests = KAFKA.topics().create("requests");
    results = KAFKA.topics().create("results");
    deadLetters = KAFKA.topics().create("dead-letters", 1, Map.of("max.message.bytes", "1048575"));
    assertThatThrownBy(() -> TopicCheck.run(settings(), CHECKPOINTS))
        .isInstanceOf(TopicCheckException.class)
        .hasMessageContaining("topic " + deadLetters + " takes messages of 1048575 bytes")
        .hasMessageContaining("kafka.max-message-bytes is 1048576");
  }

  @Test
  void topicThatRefusesTimestamps() throws Exception {
    createAll(Map.of("message.timestamp.before.max.ms", "60000"));
    assertThat(TopicCheck.run(settings(), CHECKPOINTS))
        .hasSize(2)
        .allMatch(warning -> warning.contains("refuses timestamps older than 60000 ms"));
    assertThatThrownBy(
            () -> TopicCheck.run(settings("rerank.event-time.max-ahead=2 h"), CHECKPOINTS))
        .isInstanceOf(TopicCheckException.class)
        .hasMessageContaining("refuses timestamps 3600000 ms ahead")
        .hasMessageContaining("rerank.event-time.max-ahead is 7200000 ms");
  }

  @Test
  void topicWithBrokerTimestampsTakesAll() throws Exception {
    createAll(
        Map.of("message.timestamp.type", "LogAppendTime", "message.timestamp.before.max.ms", "1"));
    assertThat(TopicCheck.run(settings("rerank.event-time.max-ahead=2 h"), CHECKPOINTS)).isEmpty();
  }

  @Test
  void unreachableBrokersAreOneSentence() {
    assertNoAnswer("127.0.0.1:1");
  }

  @Test
  void silentListenersAreOneSentence() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertNoAnswer("127.0.0.1:" + silent.getLocalPort());
    }
  }

  @Test
  void unknownHostAndNonsenseAreOneSentence() {
    assertThatThrownBy(
            () -> TopicCheck.run(TestSettings.kafka("no-such-host.invalid:9092"), CHECKPOINTS))
        .isInstanceOf(TopicCheckException.class)
        .hasMessageContaining("no-such-host.invalid:9092")
        .hasMessageContaining("check kafka.bootstrap-servers");
    KafkaSettings nonsense =
        TestSettings.kafka(
            KAFKA.bootstrapServers(), "kafka.properties.security.protocol=CARRIER_PIGEON");
    assertThatThrownBy(() -> TopicCheck.run(nonsense, CHECKPOINTS))
        .isInstanceOf(TopicCheckException.class)
        .hasMessageContaining("CARRIER_PIGEON");
  }

  private static void assertNoAnswer(String servers) {
    KafkaSettings settings = TestSettings.kafka(servers, "kafka.check-timeout=1 s");
    assertThatThrownBy(() -> TopicCheck.run(settings, CHECKPOINTS))
        .isInstanceOf(TopicCheckException.class)
        .hasMessageStartingWith(
            "no Kafka broker answered at %s within 1 s; check kafka.bootstrap-servers"
                .formatted(servers));
  }

  private void createAll(Map<String, String> outputConfig) throws Exception {
    requests = KAFKA.topics().create("requests");
    results = KAFKA.topics().create("results", 1, outputConfig);
    deadLetters = KAFKA.topics().create("dead-letters", 1, outputConfig);
  }

  private KafkaSettings settings(String... definitions) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "kafka.topics.requests=" + requests,
                "kafka.topics.results=" + results,
                "kafka.topics.dead-letters=" + deadLetters));
    all.addAll(List.of(definitions));
    return TestSettings.kafka(KAFKA.bootstrapServers(), all.toArray(String[]::new));
  }
}
