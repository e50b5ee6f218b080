package io.riverrank.schemas;

/** Why an input can't be scored; the wire carries the name as header {@code error.code}. */
public enum DeadLetterCode {
  TOMBSTONE("The message has no value."),
  MESSAGE_TOO_LARGE("The value has more bytes than rerank.limits.message-bytes."),
  INVALID_UTF8("The value is not UTF-8."),
  INVALID_JSON("The value is not one JSON object, or there is text after it."),
  JSON_LIMIT("The JSON is nested too deeply, or a number or name in it is too long."),
  MISSING_QUERY_ID(
      "There is no query_id (and no usable message key, where the key may stand for it)."),
  MISSING_QUERY("There is no query."),
  MISSING_CANDIDATES("There is none of candidates, candidate, documents, texts and passages."),
  AMBIGUOUS_CANDIDATES(
      "There is more than one of candidates, candidate, documents, texts and passages."),
  INVALID_ID(
      "A query_id or doc_id is empty, too long, not text or a number, or not valid Unicode."),
  INVALID_FIELD("A field has the wrong type or a value out of its range."),
  INVALID_TOP_K("top_k (top_n) is not a whole number of at least 1."),
  INVALID_CANDIDATE_COUNT(
      "candidate_count is not a whole number from 1 to rerank.limits.candidates."),
  INVALID_EVENT_TIME(
      "event_time is neither ISO-8601 nor a number that can be a time in rerank.event-time.unit, or there is no time at all."),
  EVENT_TIME_AHEAD(
      "The message's time is more than rerank.event-time.max-ahead after the log's timestamp or the"
          + " clock."),
  TEXT_TOO_LONG(
      "The query, or a member's text, has more characters than rerank.limits.text-chars."),
  TOO_MANY_CANDIDATES("The query has more candidates than rerank.limits.candidates."),
  GROUP_MISMATCH(
      "A member says otherwise than its group's first member, or its count is too small."),
  LATE_CANDIDATE("The group of this member is complete, timed out or already emitted."),
  DUPLICATE_QUERY("An event with all candidates for this query_id was accepted before."),
  TOO_MANY_OPEN_GROUPS("There are rerank.limits.open-groups incomplete groups already."),
  UNREADABLE_INPUT(
      "From here on a file of a backfill is damaged or not in its format; the rest was not read."),
  MALFORMED_LINE("A line of a backfill's TREC files is not what its format says."),
  MISSING_TEXT(
      "A line of a backfill's TREC run names a query or document that its files don't have."),
  DUPLICATE_TEXT("The id of a query or document was in a backfill's TREC files before."),
  RESULT_TOO_LARGE("The result has more bytes than the results topic takes; use top_k."),
  NOT_A_RESULT("What a monitor read as a result is none."),
  LATE_RESULT("All windows of the result were closed before it came to the monitor."),
  LATE_JUDGEMENT("The judgement came to the monitor after the results that it may be about."),
  LATE_INTERACTION("The interaction came to the monitor after the results that it may be about."),
  UNKNOWN_QUERY(
      "No result with the interaction's query_id came to the monitor within monitor.join.before and"
          + " monitor.join.after."),
  TOO_MANY_INTERACTIONS(
      "The monitor has monitor.join.max-events judgements and interactions of this query already.");

  private final String description;

  DeadLetterCode(String description) {
    this.description = description;
  }

  /** One sentence for the documentation. */
  public String description() {
    return description;
  }
}
