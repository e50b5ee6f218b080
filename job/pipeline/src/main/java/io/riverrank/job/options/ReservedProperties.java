package io.riverrank.job.options;

import io.riverrank.operators.options.SettingsException;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** Kafka properties that can't be passed through, because an option or a promise rests on them. */
final class ReservedProperties {

  private static final String FIXED = "Riverrank sets it itself; remove it";

  private static final Map<String, String> REASON_BY_PROPERTY =
      Map.ofEntries(
          Map.entry("group.id", use(KafkaOptions.GROUP_ID.key())),
          Map.entry("auto.offset.reset", use(KafkaOptions.STARTING_OFFSETS.key())),
          Map.entry("transactional.id", use(KafkaOptions.TRANSACTIONAL_ID_PREFIX.key())),
          Map.entry("transaction.timeout.ms", use(KafkaOptions.TRANSACTION_TIMEOUT.key())),
          Map.entry("max.request.size", use(KafkaOptions.MAX_MESSAGE_BYTES.key())),
          Map.entry("enable.auto.commit", FIXED),
          Map.entry("commit.offsets.on.checkpoint", FIXED),
          Map.entry("enable.idempotence", FIXED),
          Map.entry("acks", FIXED),
          Map.entry("key.serializer", FIXED),
          Map.entry("value.serializer", FIXED),
          Map.entry("key.deserializer", FIXED),
          Map.entry("value.deserializer", FIXED));

  private ReservedProperties() {}

  static void check(Configuration configuration) {
    for (PassThrough passThrough : PassThrough.values()) {
      for (String property : passThrough.read(configuration).keySet()) {
        String reason = REASON_BY_PROPERTY.get(property);
        // A source or a sink may well be on a cluster of its own.
        if (passThrough == PassThrough.ALL_CLIENTS && property.equals("bootstrap.servers")) {
          reason = use(KafkaOptions.BOOTSTRAP_SERVERS.key());
        }
        if (reason != null) {
          throw new SettingsException(
              "%s%s can't be set: %s".formatted(passThrough.prefix(), property, reason));
        }
      }
    }
  }

  private static String use(String key) {
    return "use " + key;
  }
}
