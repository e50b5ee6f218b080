package io.riverrank.job.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.testing.TestSettings;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ClientPropertiesTest {

  private final KafkaSettings settings =
      TestSettings.kafka(
          "k:1",
          "kafka.properties.security.protocol=SASL_SSL",
          "kafka.properties.sasl.jaas.config=secret",
          "kafka.properties.my.plugin.url=p",
          "kafka.properties.client.id=all",
          "kafka.source.properties.client.id=source",
          "kafka.source.properties.max.poll.records=7",
          "kafka.sink.properties.linger.ms=8",
          "kafka.sink.properties.bootstrap.servers=s:1",
          "kafka.max-message-bytes=2 mb",
          "kafka.transaction-timeout=2 min",
          "kafka.group-id=g");

  @Test
  void sourceHasCommonAndItsOwn() {
    assertThat(ClientProperties.source(settings))
        .containsEntry("bootstrap.servers", "k:1")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("my.plugin.url", "p")
        .containsEntry("client.id", "source")
        .containsEntry("max.poll.records", "7")
        .containsEntry("group.id", "g")
        .containsEntry("isolation.level", "read_committed")
        .doesNotContainKey("linger.ms");
  }

  @Test
  void sinkHasCommonAndItsOwn() {
    assertThat(ClientProperties.sink(settings))
        .containsEntry("bootstrap.servers", "s:1")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("client.id", "all")
        .containsEntry("linger.ms", "8")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true")
        .containsEntry("max.request.size", Integer.toString(2 << 20))
        .containsEntry("transaction.timeout.ms", "120000")
        .doesNotContainKey("max.poll.records");
  }

  @Test
  void aRankingWaitsForNoOthersRequestUnlessTheUserSaysSo() {
    assertThat(ClientProperties.sink(TestSettings.kafka("k:1"))).containsEntry("linger.ms", "0");
    assertThat(ClientProperties.sink(TestSettings.kafka("k:1", "kafka.properties.linger.ms=9")))
        .containsEntry("linger.ms", "9");
  }

  @Test
  void adminsHaveWhatAdminsKnow() {
    Properties source = ClientProperties.sourceAdmin(settings);
    assertThat(source)
        .containsEntry("bootstrap.servers", "k:1")
        .containsEntry("sasl.jaas.config", "secret")
        .containsEntry("my.plugin.url", "p")
        .doesNotContainKeys("group.id", "max.poll.records", "isolation.level");
    assertThat(ClientProperties.sinkAdmin(settings))
        .containsEntry("bootstrap.servers", "s:1")
        .doesNotContainKeys("linger.ms", "acks", "transaction.timeout.ms");
  }

  @Test
  void replayReadsFromTheSinksClusterAndWritesToTheSources() {
    assertThat(ClientProperties.deadLetterReader(settings))
        .containsEntry("bootstrap.servers", "s:1")
        .containsEntry("isolation.level", "read_committed")
        .doesNotContainKeys("linger.ms", "acks");
    assertThat(ClientProperties.requestWriter(settings))
        .containsEntry("bootstrap.servers", "k:1")
        .containsEntry("acks", "all")
        .doesNotContainKeys("max.poll.records", "group.id", "isolation.level");
  }

  @Test
  void userMayReadUncommitted() {
    KafkaSettings uncommitted =
        TestSettings.kafka("k:1", "kafka.source.properties.isolation.level=read_uncommitted");
    assertThat(ClientProperties.source(uncommitted))
        .containsAllEntriesOf(Map.of("isolation.level", "read_uncommitted"));
  }
}
