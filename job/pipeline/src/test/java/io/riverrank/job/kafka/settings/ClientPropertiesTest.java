package io.riverrank.job.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.job.testing.TestSettings;
import io.riverrank.operators.options.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** What clients there are, and the prefix of the properties that are theirs alone. */
  private enum Client {
    SOURCE(ClientProperties::source, "kafka.source.properties."),
    SINK(ClientProperties::sink, "kafka.sink.properties."),
    SOURCE_ADMIN(ClientProperties::sourceAdmin, "kafka.source.properties."),
    SINK_ADMIN(ClientProperties::sinkAdmin, "kafka.sink.properties."),
    DEAD_LETTER_READER(ClientProperties::deadLetterReader, "kafka.sink.properties."),
    REQUEST_WRITER(ClientProperties::requestWriter, "kafka.source.properties.");

    private final Function<KafkaSettings, Properties> properties;
    private final String prefix;

    Client(Function<KafkaSettings, Properties> properties, String prefix) {
      this.properties = properties;
      this.prefix = prefix;
    }
  }

  /** Every property that we set, for every client, by every prefix that reaches it. */
  @ParameterizedTest
  @EnumSource(Client.class)
  void whatTheUserSetsIsKeptOrRefusedByName(Client client) {
    Properties ours = client.properties.apply(TestSettings.kafka("k:1"));
    assertThat(ours).isNotEmpty();
    for (String property : ours.stringPropertyNames()) {
      for (String prefix : List.of("kafka.properties.", client.prefix)) {
        requireKeptOrRefused(client, prefix + property, property);
      }
      if (!isReserved(client.prefix + property)) {
        assertThat(
                client.properties.apply(
                    TestSettings.kafka(
                        "k:1",
                        client.prefix + property + "=own",
                        everyClients(property) + "=every")))
            .as("a client's own wins over that of every client")
            .containsEntry(property, "own");
      }
    }
  }

  private static void requireKeptOrRefused(Client client, String key, String property) {
    try {
      assertThat(client.properties.apply(TestSettings.kafka("k:1", key + "=mine")))
          .as(key)
          .containsEntry(property, "mine");
    } catch (SettingsException refused) {
      assertThat(refused).hasMessageStartingWith(key + " can't be set: ");
    }
  }

  /** The brokers of every client have an option of their own. */
  private static String everyClients(String property) {
    String key = "kafka.properties." + property;
    return isReserved(key) ? "kafka.properties.another" : key;
  }

  private static boolean isReserved(String key) {
    try {
      TestSettings.kafka("k:1", key + "=mine");
      return false;
    } catch (SettingsException refused) {
      return true;
    }
  }

  /** What the connector sets itself must not be settable either. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "commit.offsets.on.checkpoint",
        "enable.auto.commit",
        "auto.offset.reset",
        "key.deserializer",
        "value.deserializer",
        "key.serializer",
        "value.serializer",
        "transactional.id"
      })
  void whatTheConnectorSetsIsRefused(String property) {
    for (String prefix :
        List.of("kafka.properties.", "kafka.source.properties.", "kafka.sink.properties.")) {
      assertThatThrownBy(() -> TestSettings.kafka("k:1", prefix + property + "=mine"))
          .isInstanceOf(SettingsException.class)
          .hasMessageStartingWith(prefix + property + " can't be set: ");
    }
  }

  @Test
  void readersAreNamedAsTheUserNamesTheClient() {
    assertThat(ClientProperties.source(settings)).containsEntry("client.id.prefix", "source");
    assertThat(ClientProperties.source(TestSettings.kafka("k:1")))
        .doesNotContainKey("client.id.prefix");
  }
}
