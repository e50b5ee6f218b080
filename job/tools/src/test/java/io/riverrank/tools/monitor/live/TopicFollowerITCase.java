package io.riverrank.tools.monitor.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riverrank.broker.EmbeddedKafka;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.AlertEncoder;
import io.riverrank.schemas.monitoring.WindowMetricsEncoder;
import io.riverrank.tools.monitor.report.SampleMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicFollowerITCase {

  @TempDir Path folder;

  @Test
  void aPageFollowsTopicsThatComeLaterAndPassesOverWhatIsNoRecord() throws Exception {
    Path file = folder.resolve("page.html");
    SampleMetrics sample = new SampleMetrics();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        LivePage page = new LivePage(file);
        TopicFollower follower = TopicFollower.start(client(kafka), "metrics", "alerts", page)) {
      create(kafka, "metrics");
      create(kafka, "alerts");
      send(kafka, "metrics", "no record".getBytes(StandardCharsets.UTF_8));
      send(
          kafka,
          "metrics",
          new WindowMetricsEncoder()
              .encode(sample.window(Map.of(), SampleMetrics.MODEL, SampleMetrics.HOUR_MS, 0, 100)));
      send(
          kafka,
          "alerts",
          new AlertEncoder()
              .encode(SampleMetrics.alert("quality drops", Alert.Status.FIRING, 0, 1)));

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(file).content().contains("1 window of 1 h", "quality drops"));
    }
  }

  @Test
  void brokersThatDontAnswerStopNobody() throws Exception {
    Path file = folder.resolve("page.html");
    Properties nobody = new Properties();
    nobody.put("bootstrap.servers", "127.0.0.1:1");
    nobody.put("default.api.timeout.ms", "1000");
    try (LivePage page = new LivePage(file);
        TopicFollower follower = TopicFollower.start(nobody, "metrics", null, page)) {
      page.add(
          new SampleMetrics().window(Map.of(), SampleMetrics.MODEL, SampleMetrics.HOUR_MS, 0, 100));
    }
    assertThat(file).content().contains("1 window of 1 h");
  }

  private static Properties client(EmbeddedKafka kafka) {
    Properties client = new Properties();
    client.put("bootstrap.servers", kafka.bootstrapServers());
    client.put("allow.auto.create.topics", "false");
    return client;
  }

  private static void create(EmbeddedKafka kafka, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(2), Optional.of((short) 1))))
          .all()
          .get();
    }
  }

  private static void send(EmbeddedKafka kafka, String topic, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }
}
