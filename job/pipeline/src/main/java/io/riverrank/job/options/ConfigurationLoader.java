package io.riverrank.job.options;

import io.riverrank.operators.options.ModelOptions;
import io.riverrank.operators.options.Secrets;
import io.riverrank.operators.options.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;

/**
 * Puts together what was said in a file and on the command line. Explicit flags win over {@code
 * -D}, {@code -D} over the file, the file over the defaults. Keys of Riverrank must be known; all
 * others are Flink's and go to it unseen.
 */
public final class ConfigurationLoader {

  private ConfigurationLoader() {}

  /**
   * @param file YAML, nested or with dotted keys; null for none
   * @param definitions {@code key=value}, later ones win
   * @param flags values by option key
   * @throws SettingsException for a file that can't be read, a definition without {@code =}, and an
   *     unknown key
   */
  public static Configuration load(
      @Nullable Path file, List<String> definitions, Map<String, String> flags) {
    Map<String, String> values = new LinkedHashMap<>();
    if (file != null) {
      Map<String, String> written = YamlFile.read(file);
      KnownKeys.check(written.keySet(), file.toString());
      values.putAll(written);
    }
    Map<String, String> defined = parse(definitions);
    KnownKeys.check(defined.keySet(), "-D");
    values.putAll(defined);
    KnownKeys.check(flags.keySet(), "flags");
    values.putAll(flags);
    return Configuration.fromMap(values);
  }

  /**
   * What of a configuration is Flink's: what it shows in its web UI and logs must not have the
   * secrets of Kafka's clients.
   */
  public static Configuration flinkOnly(Configuration configuration) {
    Map<String, String> values = new LinkedHashMap<>(configuration.toMap());
    values
        .keySet()
        .removeIf(
            key ->
                key.startsWith("rerank.")
                    || key.startsWith("kafka.")
                    || key.startsWith("backfill.")
                    || key.startsWith("monitor."));
    return Configuration.fromMap(values);
  }

  private static Map<String, String> parse(List<String> definitions) {
    Map<String, String> defined = new LinkedHashMap<>();
    for (String definition : definitions) {
      int equals = definition.indexOf('=');
      if (equals <= 0) {
        // What stands before a missing '=' may be half a secret.
        throw new SettingsException(
            "-D takes key=value, as in -D rerank.batch.max-rows=32; '%s' is not of this form"
                .formatted(Secrets.show(definition, definition)));
      }
      String key = definition.substring(0, equals).strip();
      String value = definition.substring(equals + 1);
      // A prompt's white space is a part of it, as in "query: ".
      defined.put(key, key.equals(ModelOptions.PROMPT.key()) ? value : value.strip());
    }
    return defined;
  }
}
