package io.riverrank.schemas;

import static io.riverrank.schemas.DeadLetterCode.AMBIGUOUS_CANDIDATES;
import static io.riverrank.schemas.DeadLetterCode.EVENT_TIME_AHEAD;
import static io.riverrank.schemas.DeadLetterCode.INVALID_EVENT_TIME;
import static io.riverrank.schemas.DeadLetterCode.MISSING_CANDIDATES;
import static io.riverrank.schemas.DeadLetterCode.MISSING_QUERY;
import static io.riverrank.schemas.DeadLetterCode.MISSING_QUERY_ID;

import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** Makes a query event of the fields of one message, or says why not; the first problem counts. */
final class RequestRules {

  private final RequestLimits limits;
  private final Clock clock;

  RequestRules(RequestLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  QueryEvent toEvent(RequestFields fields, SourceRecord source) throws InvalidRequest {
    String queryId = queryId(fields, source);
    String query = fields.query.orThrow();
    if (query == null) {
      throw new InvalidRequest(
          MISSING_QUERY, "the object has no query; send a string, which may be empty");
    }
    requireOneShape(fields);
    long eventTimeMs = eventTimeMs(fields, source);
    Integer topK = topK(fields);
    String metadata = fields.metadata.orThrow();
    if (!fields.candidate.isAbsent()) {
      List<Candidate> member = List.of(fields.candidate.orThrow().toCandidate());
      Integer count = fields.candidateCount.orThrow();
      return new QueryEvent(
          queryId, query, eventTimeMs, topK, metadata, false, member, List.of(), count, 0, source);
    }
    Value<CandidateList> sent = fields.candidates.isAbsent() ? fields.foreign() : fields.candidates;
    CandidateList list = sent.orThrow();
    return new QueryEvent(
        queryId,
        query,
        eventTimeMs,
        topK,
        metadata,
        true,
        list.usable(),
        list.rejected(),
        null,
        list.superseded(),
        source);
  }

  private String queryId(RequestFields fields, SourceRecord source) throws InvalidRequest {
    String inBody = fields.queryId.orThrow();
    if (inBody != null) {
      return inBody;
    }
    if (fields.foreign().isAbsent()) {
      String wrapping = Wrapping.of(fields.wrapping);
      throw new InvalidRequest(
          MISSING_QUERY_ID,
          "the object has no query_id; "
              + (wrapping == null ? "send a string or a number" : wrapping));
    }
    return queryIdFromKey(source.key());
  }

  /** Only requests in the shape of the public rerank APIs, which know no query_id, get here. */
  private String queryIdFromKey(@Nullable byte[] key) throws InvalidRequest {
    String hindrance = "there is no message key";
    if (key != null) {
      try {
        String id = Utf8Text.decodeString(key);
        if (!id.isEmpty() && id.length() <= limits.idChars()) {
          return id;
        }
        hindrance =
            "the message key has " + id.length() + " characters, not 1 to " + limits.idChars();
      } catch (CharacterCodingException e) {
        hindrance = "the message key is not UTF-8";
      }
    }
    throw new InvalidRequest(
        MISSING_QUERY_ID,
        "the object has no query_id and " + hindrance + "; send a query_id or a key");
  }

  private static void requireOneShape(RequestFields fields) throws InvalidRequest {
    long present =
        Stream.of(
                fields.candidates,
                fields.candidate,
                fields.documents,
                fields.texts,
                fields.passages)
            .filter(shape -> !shape.isAbsent())
            .count();
    if (present == 0) {
      throw new InvalidRequest(
          MISSING_CANDIDATES,
          "the object has no candidates; send candidates, candidate or documents");
    }
    if (present > 1) {
      throw new InvalidRequest(
          AMBIGUOUS_CANDIDATES,
          "the object has more than one of candidates, candidate, documents, texts and passages; send one of them");
    }
  }

  private long eventTimeMs(RequestFields fields, SourceRecord source) throws InvalidRequest {
    Long sent = fields.eventTimeMs.orThrow();
    boolean hasLogTime = source.timestampMs() != SourceRecord.NO_TIMESTAMP;
    if (sent == null && !hasLogTime) {
      throw new InvalidRequest(
          INVALID_EVENT_TIME,
          "neither the object has an event_time nor the message a timestamp; send an event_time");
    }
    long nowMs = clock.millis();
    if (sent == null) {
      requireNotAhead("the message's timestamp", source.timestampMs(), "the job's clock", nowMs);
      return source.timestampMs();
    }
    if (hasLogTime) {
      requireNotAhead("event_time", sent, "the message's timestamp", source.timestampMs());
    }
    // The log's timestamp may be the sender's, and as wrong.
    requireNotAhead("event_time", sent, "the job's clock", nowMs);
    return sent;
  }

  private void requireNotAhead(String what, long timeMs, String reference, long referenceMs)
      throws InvalidRequest {
    if (isAhead(timeMs, referenceMs)) {
      throw new InvalidRequest(
          EVENT_TIME_AHEAD,
          what
              + ' '
              + EventTimes.format(timeMs)
              + " is more than "
              + limits.maxAheadMs()
              + " ms (rerank.event-time.max-ahead) after "
              + reference
              + ' '
              + EventTimes.format(referenceMs)
              + "; correct the sender's clock or raise the limit");
    }
  }

  private boolean isAhead(long timeMs, long referenceMs) {
    long aheadMs = timeMs - referenceMs;
    boolean overflow = aheadMs < 0;
    return timeMs > referenceMs && (overflow || aheadMs > limits.maxAheadMs());
  }

  @Nullable
  private static Integer topK(RequestFields fields) throws InvalidRequest {
    Integer topK = fields.topK.orThrow();
    Integer topN = fields.topN.orThrow();
    return topK == null ? topN : topK;
  }
}
