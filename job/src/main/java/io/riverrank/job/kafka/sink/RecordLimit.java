package io.riverrank.job.kafka.sink;

import io.riverrank.schemas.EncodedMessage;

/** What fits into one Kafka record batch, by the producer's own estimate. */
public final class RecordLimit {

  /**
   * What the producer adds to {@link EncodedMessage#sizeBytes()} before it compares with {@code
   * max.request.size}: 61 bytes of the batch, 21 of the record, and at most 5 each for the lengths
   * of key and value and the number of headers ({@code
   * DefaultRecordBatch.estimateBatchSizeUpperBound}).
   */
  static final int OVERHEAD_BYTES = 61 + 21 + 3 * 5;

  private RecordLimit() {}

  /**
   * The largest {@link EncodedMessage#sizeBytes()} of which a batch has {@code maxMessageBytes}.
   */
  public static int messageBytes(int maxMessageBytes) {
    return maxMessageBytes - OVERHEAD_BYTES;
  }
}
