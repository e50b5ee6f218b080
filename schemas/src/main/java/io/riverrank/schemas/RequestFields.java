package io.riverrank.schemas;

import java.util.HashSet;
import java.util.Set;

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
  Value<CandidateList> texts = Value.absent();
  Value<CandidateList> passages = Value.absent();

  /** Those of {@link Wrapping#NAMES} that were there. */
  final Set<String> wrapping = new HashSet<>();

  /** The candidates in the shape of other rerank servers. */
  Value<CandidateList> foreign() {
    if (!documents.isAbsent()) {
      return documents;
    }
    return texts.isAbsent() ? passages : texts;
  }
}
