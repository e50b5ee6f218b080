package io.riverrank.schemas;

import java.util.List;

/** Results for tests. */
final class Results {

  private static final ModelInfo MODEL = new ModelInfo("m", "f", "fp32");

  private Results() {}

  /** One of everything; scores are floats, as the model makes them. */
  static RerankResult full() {
    return new RerankResult(
        "q-17",
        "average rent in canada",
        Messages.LOG_TIME_MS,
        true,
        4,
        20,
        1,
        new ModelInfo("demo-cross-encoder", "sha256:00ff", "int8"),
        List.of(
            new RankedCandidate("d4", 1, 0.9731f, 3.59f, 7L, 12.3, 1.0, false),
            new RankedCandidate("d1", 2, 0.5f, 0f, null, null, null, true),
            new RankedCandidate("d2", 3, 0.1f, -2.25f, null, null, null, false)),
        List.of(new FailedCandidate("d8", "no \"text\"")),
        null,
        Messages.LOG_TIME_MS + 182,
        "{\"a\": 1e400,\"a\":2}",
        List.of());
  }

  /** A ranking that two models drafted, whose entries say whose they are. */
  static RerankResult interleaved() {
    return new RerankResult(
        "q",
        "",
        0,
        false,
        2,
        null,
        0,
        MODEL,
        List.of(MODEL, new ModelInfo("other", "g", "int8")),
        List.of(
            new RankedCandidate("d", 1, 0.5f, 0f, 1L, null, null, false, 7, Team.CHALLENGER),
            new RankedCandidate("e", 2, 0.75f, -1f, 2L, null, null, false, 0, Team.CHAMPION)),
        null,
        List.of(),
        null,
        1,
        null,
        List.of());
  }

  /** As it is read where its text had all scores. */
  static RerankResult withAllScores(RerankResult result) {
    return new RerankResult(
        result.queryId(),
        result.query(),
        result.eventTimeMs(),
        result.complete(),
        result.candidatesReceived(),
        result.candidatesExpected(),
        result.superseded(),
        result.model(),
        result.models(),
        result.results(),
        result.results().stream().map(CandidateScore::of).toList(),
        result.failed(),
        result.topK(),
        result.scoredAtMs(),
        result.metadata(),
        result.headers());
  }

  static RerankResult minimal() {
    return minimal("", List.of(), null);
  }

  static RerankResult withScore(double score) {
    return minimal(
        "", List.of(new RankedCandidate("d", 1, score, 0, null, null, null, false)), null);
  }

  static RerankResult withMetadata(String metadata) {
    return minimal("", List.of(), metadata);
  }

  static RerankResult withQuery(String query) {
    return minimal(query, List.of(), null);
  }

  static RerankResult withTopK(RerankResult result, int topK) {
    return new RerankResult(
        result.queryId(),
        result.query(),
        result.eventTimeMs(),
        result.complete(),
        result.candidatesReceived(),
        result.candidatesExpected(),
        result.superseded(),
        result.model(),
        result.results(),
        result.failed(),
        topK,
        result.scoredAtMs(),
        result.metadata(),
        result.headers());
  }

  private static RerankResult minimal(
      String query, List<RankedCandidate> results, String metadata) {
    return new RerankResult(
        "q", query, 0, false, 0, null, 0, MODEL, results, List.of(), null, 1, metadata, List.of());
  }
}
