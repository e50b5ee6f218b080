package io.riverrank.job.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.job.backfill.output.BackfillRun;
import io.riverrank.job.backfill.output.BackfillRun.Reuse;
import io.riverrank.job.backfill.output.OutputFolder;
import io.riverrank.job.options.RiverrankOptions;
import io.riverrank.operators.options.Decides;
import io.riverrank.operators.options.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A backfill that was killed doesn't go on with another value of an option that decides output. */
class DecidingOptionsTest {

  private static final Map<String, String> OF_FILES =
      Map.of("backfill.input", "/logs", "backfill.output", "/out");
  private static final Map<String, String> OF_TOPICS =
      Map.of(
          "backfill.input-topic",
          "in",
          "backfill.output-topic",
          "out",
          "backfill.output",
          "/out",
          "kafka.bootstrap-servers",
          "k:1");

  /** Of options without a default. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("rerank.model.file", "onnx/other.onnx"),
          Map.entry("rerank.model.max-length", "77"),
          Map.entry("rerank.model.activation", "identity"),
          Map.entry("rerank.model.fingerprint", "sha256:00"),
          Map.entry("backfill.input-topic", "another"),
          Map.entry("backfill.output-topic", "another"),
          Map.entry("backfill.from", "0:1"),
          Map.entry("backfill.to", "0:9"),
          Map.entry("backfill.format", "parquet"),
          Map.entry("backfill.columns", "text=body"),
          Map.entry("rerank.batch.length-multiple", "16"),
          Map.entry("rerank.model.label", "1"),
          Map.entry("rerank.model.prompt", "a new prompt"));

  /** Of options that are refused without another one. */
  private static final Map<String, Map<String, String>> NEEDED =
      Map.of("rerank.execution.precision", Map.of("rerank.execution.provider", "openvino"));

  @TempDir private Path folder;

  static List<ConfigOption<?>> deciding() {
    return RiverrankOptions.deciding(Decides.OUTPUT);
  }

  @ParameterizedTest
  @MethodSource("deciding")
  void anotherValueIsRefusedByName(ConfigOption<?> option) throws Exception {
    boolean ofTopics =
        option.key().startsWith("kafka.")
            || option.key().endsWith("-topic")
            || option.key().matches("backfill\\.(from|to)");
    Map<String, String> before = new HashMap<>(ofTopics ? OF_TOPICS : OF_FILES);
    before.putAll(NEEDED.getOrDefault(option.key(), Map.of()));
    Map<String, String> after = new HashMap<>(before);
    after.put(option.key(), another(option));

    attempt(before).close();
    attempt(before).close();

    assertThatThrownBy(() -> attempt(after))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("an unfinished backfill with other arguments (" + option.key());
  }

  @ParameterizedTest
  @MethodSource("notDeciding")
  void othersAreNotAskedFor(ConfigOption<?> option) {
    assertThat(settings(OF_TOPICS).deciding()).doesNotContainKey(option.key());
    assertThat(settings(OF_FILES).deciding()).doesNotContainKey(option.key());
  }

  static Stream<ConfigOption<?>> notDeciding() {
    return RiverrankOptions.ALL.stream().filter(option -> !deciding().contains(option));
  }

  private BackfillRun attempt(Map<String, String> definitions) throws Exception {
    return BackfillRun.open(
        new OutputFolder(new org.apache.flink.core.fs.Path(folder.toUri())),
        settings(definitions).deciding(),
        null,
        List.of(),
        () -> null,
        Reuse.SAME);
  }

  private static BackfillSettings settings(Map<String, String> definitions) {
    return BackfillSettingsFactory.create(Configuration.fromMap(definitions));
  }

  private static String another(ConfigOption<?> option) {
    Object value = option.defaultValue();
    if (value instanceof Boolean flag) {
      return Boolean.toString(!flag);
    }
    if (value instanceof Integer number) {
      return Integer.toString(number + 1);
    }
    if (value instanceof Duration duration) {
      return duration.plusSeconds(1).toMillis() + " ms";
    }
    if (value instanceof MemorySize size) {
      return size.getBytes() + 1 + " b";
    }
    if (value instanceof Enum<?> constant) {
      return Stream.of(constant.getDeclaringClass().getEnumConstants())
          .filter(other -> other != constant)
          .findFirst()
          .orElseThrow()
          .toString();
    }
    return value instanceof String text ? text + "-other" : VALUES.get(option.key());
  }
}
