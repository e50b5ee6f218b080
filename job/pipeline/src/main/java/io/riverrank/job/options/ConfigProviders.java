package io.riverrank.job.options;

import io.riverrank.operators.options.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kafka's own way to keep secrets out of a configuration: a property refers to a file or an
 * environment variable, as in {@code ${file:/etc/kafka/user.properties:password}}, and each client
 * looks it up where it runs. Neither the job graph nor Flink's configuration ever holds the secret.
 *
 * <p>Only Kafka's own providers can be used, so that no property makes a client load other code.
 */
final class ConfigProviders {

  private static final String NAMES = "config.providers";

  private static final Map<String, String> CLASS_BY_NAME =
      Map.of(
          "file", "org.apache.kafka.common.config.provider.FileConfigProvider",
          "directory", "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
          "env", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]+):");

  private ConfigProviders() {}

  /**
   * Adds the classes of {@code file}, {@code directory} and {@code env}, which need not be written.
   *
   * @param prefix of the properties, for the message
   * @param every properties of every client, which these win over
   * @throws SettingsException for another provider, and for a reference to one that isn't named
   */
  static Map<String, String> complete(
      String prefix, Map<String, String> properties, Map<String, String> every) {
    Map<String, String> completed = new LinkedHashMap<>(properties);
    String names = properties.getOrDefault(NAMES, every.getOrDefault(NAMES, ""));
    for (String name : names.split(",")) {
      if (!name.isBlank()) {
        completed.put(classKey(name.strip()), classOf(prefix, name.strip(), properties));
      }
    }
    properties.forEach((key, value) -> requireProviders(prefix + key, value, names));
    return completed;
  }

  private static String classOf(String prefix, String name, Map<String, String> properties) {
    String known = CLASS_BY_NAME.get(name);
    String written = properties.getOrDefault(classKey(name), known);
    if (written == null || !CLASS_BY_NAME.containsValue(written)) {
      throw new SettingsException(
          "%s%s names '%s'; the providers that can be used are file, directory and env"
              .formatted(prefix, NAMES, name));
    }
    return written;
  }

  /** A password may have any characters, so only what begins like a known provider's reference. */
  private static void requireProviders(String key, String value, String names) {
    Matcher reference = REFERENCE.matcher(value);
    while (reference.find()) {
      String provider = reference.group(1);
      if (CLASS_BY_NAME.containsKey(provider)
          && !(',' + names + ',').matches(".*,\\s*" + provider + "\\s*,.*")) {
        throw new SettingsException(
            "%s refers to ${%s:…}; set %s%s: %s"
                .formatted(key, provider, PassThrough.ALL_CLIENTS.prefix(), NAMES, provider));
      }
    }
  }

  private static String classKey(String name) {
    return NAMES + '.' + name + ".class";
  }
}
