package io.riverrank.job.kafka.check;

import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** References to files and environment variables in the properties of a Kafka client. */
final class References {

  private static final String NAMES = "config.providers";

  private References() {}

  /**
   * Kafka leaves a reference that leads nowhere as it is and would send it as the password.
   *
   * @throws TopicCheckException that names the property and the reference
   */
  static void requireResolved(Properties properties) {
    String names = properties.getProperty(NAMES);
    if (names == null) {
      return;
    }
    Pattern reference =
        Pattern.compile("\\$\\{(" + names.strip().replaceAll("\\s*,\\s*", "|") + "):[^}]*\\}");
    for (Map.Entry<String, Object> resolved :
        new AdminClientConfig(properties).originals().entrySet()) {
      String written = properties.getProperty(resolved.getKey());
      Matcher left = reference.matcher(String.valueOf(resolved.getValue()));
      // What the reference stands for may look like one itself.
      if (left.find() && written != null && written.contains(left.group())) {
        throw new TopicCheckException(
            "kafka.properties %s refers to %s, and there is no such thing here; set it where the job is submitted and on every task manager"
                .formatted(resolved.getKey(), left.group()));
      }
    }
  }
}
