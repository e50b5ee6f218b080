package io.riverrank.job.kafka.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

class ClusterTest {

  /** Of Kafka's two timeouts, the longer one is what a person waits for. */
  @Test
  void questionsTakeTheChecksTimeoutWhateverThePropertiesSay() {
    Properties slow = new Properties();
    slow.putAll(
        Map.of(
            "bootstrap.servers", "kafka:9092",
            "default.api.timeout.ms", "60000",
            "request.timeout.ms", "30000"));
    AdminClientConfig config =
        new AdminClientConfig(Cluster.bounded(slow, Duration.ofMillis(1_500)));
    assertThat(config.getInt("default.api.timeout.ms")).isEqualTo(1_500);
    assertThat(config.getInt("request.timeout.ms")).isEqualTo(1_500);
    assertThat(config.getList("bootstrap.servers")).containsExactly("kafka:9092");
  }
}
