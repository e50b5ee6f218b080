package io.riverrank.schemas;

import java.io.Serializable;

/**
 * How large an input may be; what is larger becomes a dead letter or, for one candidate of many, a
 * failed candidate.
 *
 * @param messageBytes of one value
 * @param candidates of one query
 * @param textChars of the query and of each candidate's text, UTF-16 units
 * @param idChars of query_id and doc_id, UTF-16 units
 * @param jsonDepth nested arrays and objects
 * @param maxAheadMs how far a message's time may be after the log's timestamp and the clock,
 *     milliseconds
 * @param eventTimeNumbers what a number in event_time means
 */
public record RequestLimits(
    int messageBytes,
    int candidates,
    int textChars,
    int idChars,
    int jsonDepth,
    long maxAheadMs,
    EpochNumbers eventTimeNumbers)
    implements Serializable {

  /** Numbers in event_time mean {@link EpochNumbers#DEFAULT}. */
  public RequestLimits(
      int messageBytes,
      int candidates,
      int textChars,
      int idChars,
      int jsonDepth,
      long maxAheadMs) {
    this(messageBytes, candidates, textChars, idChars, jsonDepth, maxAheadMs, EpochNumbers.DEFAULT);
  }

  /** The same with another limit on event times, milliseconds. */
  public RequestLimits withMaxAheadMs(long newMaxAheadMs) {
    return new RequestLimits(
        messageBytes, candidates, textChars, idChars, jsonDepth, newMaxAheadMs, eventTimeNumbers);
  }
}
