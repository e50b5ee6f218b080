package io.riverrank.job.options;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** The prefixes under which Kafka's own client properties are passed on as they are. */
enum PassThrough {
  ALL_CLIENTS(
      "kafka.properties.",
      "Properties of every Kafka client, such as `security.protocol`; they win over our defaults."
          + " What a promise or another option fixes (`acks`, `group.id` and the like) is refused."),
  SOURCE(
      "kafka.source.properties.",
      "Properties of the consumer; they win over those of every client."),
  SINK(
      "kafka.sink.properties.",
      "Properties of the producers, such as `compression.type`; they win over those of every"
          + " client.");

  private final String prefix;
  private final String description;

  PassThrough(String prefix, String description) {
    this.prefix = prefix;
    this.description = description;
  }

  /** With the dot at its end. */
  public String prefix() {
    return prefix;
  }

  public String description() {
    return description;
  }

  /** The properties under this prefix, without it. */
  public Map<String, String> read(Configuration configuration) {
    Map<String, String> properties = new LinkedHashMap<>();
    configuration.toMap().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> properties.put(entry.getKey().substring(prefix.length()), entry.getValue()));
    return properties;
  }

  static boolean covers(String key) {
    for (PassThrough passThrough : values()) {
      if (key.startsWith(passThrough.prefix) && key.length() > passThrough.prefix.length()) {
        return true;
      }
    }
    return false;
  }
}
