package io.riverrank.schemas;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Knows what serializers and connectors put around a message, to say how they leave it off. Nothing
 * is unwrapped: what is around a request may say that it was deleted.
 */
final class Wrapping {

  private static final String PAYLOAD = "payload";
  private static final String AFTER = "after";

  /** Names that no request has and a wrapping does. */
  static final Set<String> NAMES = Set.of(PAYLOAD, AFTER);

  private static final int REGISTRY_BYTES = 5;

  private Wrapping() {}

  /** What a message begins with; null if nothing is known of it. */
  @Nullable
  static String of(byte[] value) {
    if (value.length <= REGISTRY_BYTES || value[0] != 0 || isUtf16(value)) {
      return null;
    }
    return "the value begins with the five bytes of a schema registry (schema id %d); send plain JSON, from Kafka Connect with value.converter=org.apache.kafka.connect.json.JsonConverter and value.converter.schemas.enable=false"
        .formatted(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt());
  }

  /** UTF-16 without a mark has its zeros in every second place. */
  private static boolean isUtf16(byte[] value) {
    return value[1] != 0 && value[2] == 0 && value[3] != 0 && value[4] == 0;
  }

  /**
   * What an object without a query_id is; null if nothing is known of it.
   *
   * @param names those of {@link #NAMES} that it has
   */
  @Nullable
  static String of(Collection<String> names) {
    if (names.contains(PAYLOAD)) {
      return "it looks like Kafka Connect's envelope of schema and payload; set value.converter.schemas.enable=false in the connector";
    }
    if (names.contains(AFTER)) {
      return "it looks like Debezium's change event; unwrap it by transforms.unwrap.type=io.debezium.transforms.ExtractNewRecordState in the connector";
    }
    return null;
  }
}
