package io.riverrank.schemas;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.annotation.Nullable;

/**
 * A message ready to be written.
 *
 * @param key null for none
 * @param value null for none
 * @param timestampMs epoch milliseconds; {@link SourceRecord#NO_TIMESTAMP} to leave it to the log
 */
public record EncodedMessage(
    @Nullable byte[] key, @Nullable byte[] value, List<MessageHeader> headers, long timestampMs) {

  /** Kafka writes the length of a header's name and of its value in up to five bytes each. */
  private static final int HEADER_OVERHEAD_BYTES = 10;

  /**
   * How much of the log's size limit the message takes: key, value and headers with their lengths,
   * never less than on the wire. The log's own overhead for a record (under 100 bytes) is not in
   * it.
   */
  public long sizeBytes() {
    long size = length(key) + length(value);
    for (MessageHeader header : headers) {
      size += sizeBytes(header);
    }
    return size;
  }

  private static long sizeBytes(MessageHeader header) {
    return HEADER_OVERHEAD_BYTES
        + header.name().getBytes(StandardCharsets.UTF_8).length
        + length(header.value());
  }

  private static long length(@Nullable byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
