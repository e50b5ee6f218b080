package io.riverrank.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.options.BatchOptions;
import io.riverrank.operators.options.LimitOptions;
import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationLoaderTest {

  @TempDir private Path folder;

  @Test
  void flagsWinOverDefinitionsOverFileOverDefaults() throws IOException {
    Path file = write("rerank: {batch: {max-rows: 1, token-budget: 1}, job-name: file}\n");
    Configuration configuration =
        ConfigurationLoader.load(
            file,
            List.of("rerank.batch.max-rows=2", "rerank.batch.token-budget=2"),
            Map.of("rerank.batch.max-rows", "3"));
    assertThat(configuration.get(BatchOptions.MAX_ROWS)).isEqualTo(3);
    assertThat(configuration.get(BatchOptions.TOKEN_BUDGET)).isEqualTo(2);
    assertThat(configuration.get(JobOptions.NAME)).isEqualTo("file");
    assertThat(configuration.get(LimitOptions.ID_CHARS)).isEqualTo(1_000);
  }

  @Test
  void laterDefinitionWins() {
    Configuration configuration =
        ConfigurationLoader.load(
            null, List.of("rerank.job-name = a", "rerank.job-name=b=c"), Map.of());
    assertThat(configuration.get(JobOptions.NAME)).isEqualTo("b=c");
  }

  /** It is tokens to the model. */
  @Test
  void thePromptsWhiteSpaceIsKept() throws IOException {
    Path file = write("rerank.model.prompt: \"query: \"\n");
    assertThat(prompt(ConfigurationLoader.load(file, List.of(), Map.of()))).isEqualTo("query: ");

    for (String prompt : List.of("query: ", " a=b ", "")) {
      List<String> definitions = List.of("rerank.model.prompt=" + prompt);
      assertThat(prompt(ConfigurationLoader.load(null, definitions, Map.of()))).isEqualTo(prompt);
    }
    assertThat(prompt(new Configuration())).isNull();
  }

  private static String prompt(Configuration configuration) {
    return SettingsFactory.rerank(configuration).model().prompt();
  }

  @Test
  void fileMayNestOrDot() throws IOException {
    Path file =
        write(
            """
            # comment
            kafka:
              bootstrap-servers: "a:1,b:2"
              topics.requests: in
              topics:
                results: out
              properties:
                security.protocol: SASL_SSL
                ssl:
                  truststore.location: /t
              accept-lost-transactions: [x-0-1, x-0-2]
            rerank.limits.message-bytes: 2mb
            rerank.batch.linger:
            execution.checkpointing.interval: 5s
            """);
    Configuration configuration = ConfigurationLoader.load(file, List.of(), Map.of());
    assertThat(configuration.get(KafkaOptions.BOOTSTRAP_SERVERS)).isEqualTo("a:1,b:2");
    assertThat(configuration.get(KafkaOptions.TOPIC_REQUESTS)).isEqualTo("in");
    assertThat(configuration.get(KafkaOptions.TOPIC_RESULTS)).isEqualTo("out");
    assertThat(configuration.get(LimitOptions.MESSAGE_BYTES).getMebiBytes()).isEqualTo(2);
    assertThat(configuration.get(KafkaOptions.ACCEPT_LOST_TRANSACTIONS))
        .containsExactly("x-0-1", "x-0-2");
    assertThat(configuration.containsKey(BatchOptions.LINGER.key())).isFalse();
    assertThat(PassThrough.ALL_CLIENTS.read(configuration))
        .containsOnly(
            Map.entry("security.protocol", "SASL_SSL"), Map.entry("ssl.truststore.location", "/t"));
    assertThat(configuration.toMap()).containsEntry("execution.checkpointing.interval", "5s");
  }

  @Test
  void emptyFileIsNoFile() throws IOException {
    assertThat(ConfigurationLoader.load(write("# nothing\n"), List.of(), Map.of()).toMap())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rerank.batch.max-row, rerank.batch.max-rows",
    "kafka.topic.results, kafka.topics.results",
    "kafak.group-id, kafka.group-id",
    "Rerank.parallelism, rerank.parallelism",
    "kafka.propertys.security.protocol, kafka.properties."
  })
  void unknownKeyIsAnErrorThatNamesTheNearest(String key, String nearest) {
    assertThatThrownBy(() -> ConfigurationLoader.load(null, List.of(key + "=1"), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("'" + key + "'")
        .hasMessageContaining("did you mean '" + nearest);
  }

  @Test
  void unknownKeyInAFileNamesTheFile() throws IOException {
    Path file = write("rerank:\n  modle: {uri: x}\n");
    assertThatThrownBy(() -> ConfigurationLoader.load(file, List.of(), Map.of()))
        .hasMessage(
            file + ": there is no option 'rerank.modle.uri'; did you mean 'rerank.model.uri'?");
  }

  @Test
  void flinksKeysPass() {
    assertThat(
            ConfigurationLoader.load(null, List.of("state.backend.type=rocksdb"), Map.of()).toMap())
        .containsEntry("state.backend.type", "rocksdb");
  }

  @Test
  void definitionWithoutEquals() {
    assertThatThrownBy(() -> ConfigurationLoader.load(null, List.of("rerank.linger"), Map.of()))
        .hasMessageContaining("-D takes key=value")
        .hasMessageContaining("'rerank.linger'");
  }

  @Test
  void missingFile() {
    assertThatThrownBy(() -> ConfigurationLoader.load(folder.resolve("no"), List.of(), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(folder.resolve("no").toString());
  }

  @Test
  void sameKeyNestedAndDotted() throws IOException {
    Path file = write("kafka.group-id: a\nkafka:\n  group-id: b\n");
    assertThatThrownBy(() -> ConfigurationLoader.load(file, List.of(), Map.of()))
        .hasMessageContaining("'kafka.group-id' is there twice");
  }

  @Test
  void brokenFileIsPlacedButNotQuoted() throws IOException {
    Path file = write("kafka:\n  properties:\n    sasl.jaas.config: \"user=\" hunter2: [\n");
    assertThatThrownBy(() -> ConfigurationLoader.load(file, List.of(), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("near line 3")
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("riverrank.yaml"), yaml);
  }

  @Test
  void flinkDoesNotSeeTheOptionsOfKafkasClients() {
    Configuration all =
        ConfigurationLoader.load(
            null,
            List.of(
                "kafka.properties.sasl.jaas.config=hidden",
                "rerank.batch.max-rows=3",
                "parallelism.default=2"),
            Map.of());

    assertThat(ConfigurationLoader.flinkOnly(all).toMap())
        .isEqualTo(Map.of("parallelism.default", "2"));
  }
}
