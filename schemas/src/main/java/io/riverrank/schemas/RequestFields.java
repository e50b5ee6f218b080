package io.riverrank.schemas;

/** The top-level fields of a request as read, the last of each name. */
final class RequestFields {
  Value<String> queryId = Value.absent();
  Value<String> query = Value.absent();
  Value<Long> eventTimeMs = Value.absent();
  Value<Integer> topK = Value.absent();
  Value<Integer> topN = Value.absent();
  Value<String> metadata = Value.absent();
  Value<Integer> candidateCount = Value.absent();
  Value<CandidateList> candidates = Value.absent();
  Value<CandidateFields> candidate = Value.absent();
  Value<CandidateList> documents = Value.absent();
}
