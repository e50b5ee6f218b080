package io.riverrank.job.commandline;

import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.operators.options.Secrets;
import io.riverrank.operators.options.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Option;

/** What every command understands: a file of options, and any option. */
public final class OptionFlags {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Options in YAML, nested or with dotted keys.")
  @Nullable
  private Path config;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "Any option of the table in docs/options.md, of Flink, or of a Kafka client; wins over --config.")
  private List<String> definitions = new ArrayList<>();

  private final Map<String, String> flags = new TreeMap<>();

  /** Says an option by a flag of its own, which wins; null says nothing. */
  public void set(ConfigOption<?> option, @Nullable Object value) {
    if (value != null) {
      flags.put(option.key(), value.toString());
    }
  }

  /**
   * Everything that was said, together.
   *
   * @throws io.riverrank.job.options.SettingsException if it can't be
   */
  public Configuration load() {
    for (String definition : definitions) {
      String[] parts = definition.split("=", 2);
      String key = parts[0].strip();
      boolean literal = parts.length == 2 && !parts[1].contains("${");
      if (literal && key.startsWith("kafka.") && Secrets.isSecret(key)) {
        // Process lists show it, and Flink's web UI the arguments of an application.
        throw new SettingsException(
            "-D %s would show a secret to everybody who sees this command line; put it into a file for --config, or refer to it as in ${file:/etc/kafka/user.properties:password}"
                .formatted(key));
      }
    }
    return ConfigurationLoader.load(config, definitions, flags);
  }
}
