package io.riverrank.schemas;

import java.util.List;
import javax.annotation.Nullable;

/**
 * One message as it was read, before anything is made of it: what a dead letter has to give back.
 *
 * @param topic where it was read; for inputs other than Kafka, the file
 * @param offset its place in the partition (or file)
 * @param timestampMs the log's timestamp, epoch milliseconds; {@link #NO_TIMESTAMP} if it has none
 * @param key original bytes, null if there was no key
 * @param value original bytes, null for a tombstone
 */
public record SourceRecord(
    String topic,
    int partition,
    long offset,
    long timestampMs,
    @Nullable byte[] key,
    @Nullable byte[] value,
    List<MessageHeader> headers) {

  public static final long NO_TIMESTAMP = -1;
}
