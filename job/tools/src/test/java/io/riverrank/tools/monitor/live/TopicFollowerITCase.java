package io.riverrank.tools.monitor.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.monitoring.WindowMetricsEncoder;
import io.riverrank.tools.monitor.report.SampleMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TopicFollowerITCase {

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  /** A commit that is answered and not seen yet is one that is still open, to a reader. */
  @Test
  void whatIsWrittenAndNotSeenYetIsWaitedFor(@TempDir Path folder) throws Exception {
    String metrics = KAFKA.topics().create("metrics");
    Path file = folder.resolve("page.html");
    try (LivePage page = new LivePage(file);
        TopicFollower follower = TopicFollower.start(reader(), metrics, null, page);
        KafkaProducer<byte[], byte[]> producer = writer()) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(metrics, record())).get();

      assertThat(follower.finish(Duration.ofSeconds(3))).isFalse();
      producer.commitTransaction();
      assertThat(follower.finish(Duration.ofMinutes(1))).isTrue();
    }
    assertThat(file).content().contains("1 window of 1 h");
  }

  private static byte[] record() {
    WindowMetrics window =
        new SampleMetrics().window(Map.of(), SampleMetrics.MODEL, SampleMetrics.HOUR_MS, 0, 100);
    return new WindowMetricsEncoder().encode(window);
  }

  private static Properties reader() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", KAFKA.bootstrapServers());
    properties.setProperty("isolation.level", "read_committed");
    return properties;
  }

  private static KafkaProducer<byte[], byte[]> writer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            KAFKA.bootstrapServers(),
            "transactional.id",
            "a-monitor-that-ends"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
