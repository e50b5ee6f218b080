package io.riverrank.job.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a configuration file holds: settings, or one sentence. */
class ConfigurationFuzzTest {
  @TempDir static Path folder;

  private static Path file;

  @BeforeAll
  static void nameFile() {
    file = folder.resolve("riverrank.yaml");
  }

  static List<byte[]> seeds() {
    return List.of(
        """
        rerank:
          model: {uri: bundled, max-length: 256}
          batch.token-budget: 4096
          group: {timeout: 1 min}
        kafka:
          bootstrap-servers: localhost:9092
          starting-offsets: timestamp
          starting-timestamp: 2026-03-01T12:00:00Z
          accept-lost-transactions: [a, b]
          properties: &p
            config.providers: file,env
            sasl.jaas.config: 'x password="${file:/a:b}";'
          sink.properties: {compression.type: zstd}
        """
            .getBytes(UTF_8),
        "kafka.bootstrap-servers: a:1\nrerank.limits.message-bytes: 8 mb\n".getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5m")
  void everyFileIsSettingsOrASentence(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try {
      JobSettings settings =
          SettingsFactory.job(ConfigurationLoader.load(file, List.of(), Map.of()));
      assertThat(settings.kafka().bootstrapServers()).isNotBlank();
    } catch (SettingsException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
