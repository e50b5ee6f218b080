package io.riverrank.job.kafka.sink;

import io.riverrank.schemas.EncodedMessage;

/** What fits into one Kafka record batch, for the producer and for the broker. */
public final class RecordLimit {

  /**
   * What the producer adds to {@link EncodedMessage#sizeBytes()} before it compares with {@code
   * max.request.size}: 61 bytes of the batch, 21 of the record, and at most 5 each for the lengths
   * of key and value and the number of headers ({@code
   * DefaultRecordBatch.estimateBatchSizeUpperBound}).
   */
  private static final int RECORD_OVERHEAD_BYTES = 61 + 21 + 3 * 5;

  /** Frame of a compressed batch; gzip's and lz4's have about 20 bytes. */
  private static final int FRAME_BYTES = 64;

  /**
   * Compression makes random bytes larger, by at most 5 bytes of 16 KiB (gzip's stored blocks), and
   * the broker compares the compressed batch with {@code max.message.bytes}. Ten times that.
   */
  private static final int COMPRESSION_SHARE = 320;

  private RecordLimit() {}

  /**
   * The largest {@link EncodedMessage#sizeBytes()} of which a batch has {@code maxMessageBytes}.
   */
  public static int messageBytes(int maxMessageBytes) {
    return maxMessageBytes
        - RECORD_OVERHEAD_BYTES
        - FRAME_BYTES
        - maxMessageBytes / COMPRESSION_SHARE;
  }
}
