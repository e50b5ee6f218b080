package io.riverrank.job.kafka.replay;

import java.util.Map;

/**
 * What a replay did; every message that was read is counted once.
 *
 * @param sentByCode sent back to the requests topic
 * @param otherCode left, because the request named other codes
 * @param withoutValue left, because there is nothing to send: the value was too large to keep, or
 *     there was none
 * @param notRequests left, because the value is no request: a result that was too large
 * @param otherSource left, because it was read from another topic, as a monitor's are
 * @param foreign left, because it isn't a dead letter of Riverrank
 */
public record ReplayReport(
    Map<String, Long> sentByCode,
    long otherCode,
    long withoutValue,
    long notRequests,
    long otherSource,
    long foreign) {

  public long sent() {
    return sentByCode.values().stream().mapToLong(Long::longValue).sum();
  }

  public long read() {
    return sent() + otherCode + withoutValue + notRequests + otherSource + foreign;
  }
}
