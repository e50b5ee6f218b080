package io.riverrank.operators.monitoring.join;

import java.io.Serializable;

/**
 * Which judgements and interactions belong to a result.
 *
 * @param beforeMs how much older than the result they may be, milliseconds of event time
 * @param afterMs how much younger, and so how long a result waits for them
 * @param latenessMs how long they are kept for results that come late
 * @param maxEvents of one key at a time
 */
public record JoinSettings(long beforeMs, long afterMs, long latenessMs, int maxEvents)
    implements Serializable {

  boolean covers(long resultMs, long evidenceMs) {
    return evidenceMs >= resultMs - beforeMs && evidenceMs <= resultMs + afterMs;
  }

  /** The watermark at which no result that is counted can have evidence of this time. */
  long expiryMs(long evidenceMs) {
    return evidenceMs + beforeMs + latenessMs;
  }

  /** The time of what expires at a watermark. */
  long expiredMs(long watermarkMs) {
    return watermarkMs - beforeMs - latenessMs;
  }
}
