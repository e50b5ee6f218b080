package io.riverrank.schemas;

/** The fields of one candidate as read, the last of each name; doc_id and text are not absent. */
record CandidateFields(
    Value<String> docId,
    Value<String> text,
    Value<Long> originalRank,
    Value<Double> originalScore,
    Value<Double> label) {

  /** The candidate, if every field of it is usable. */
  Candidate toCandidate() throws InvalidRequest {
    return new Candidate(
        docId.orThrow(),
        text.orThrow(),
        originalRank.orThrow(),
        originalScore.orThrow(),
        label.orThrow());
  }
}
