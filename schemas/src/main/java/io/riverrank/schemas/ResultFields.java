package io.riverrank.schemas;

import java.io.IOException;
import java.util.List;

/** The fields of one result. */
final class ResultFields {

  private String queryId;
  private String query;
  private Long eventTimeMs;
  private Boolean complete;
  private Integer received;
  private Integer expected;
  private Integer superseded;
  private ModelInfo model;
  private List<ModelInfo> models = List.of();
  private List<RankedCandidate> results;
  private List<CandidateScore> allScores;
  private List<FailedCandidate> failed;
  private Long scoredAtMs;
  private String metadata;

  private ResultFields() {}

  static RerankResult read(FieldReader in) throws IOException {
    ResultFields fields = new ResultFields();
    in.object(name -> fields.read(name, in));
    return new RerankResult(
        in.required("query_id", fields.queryId),
        in.required("query", fields.query),
        in.required("event_time", fields.eventTimeMs),
        in.required("complete", fields.complete),
        in.required("candidates_received", fields.received),
        fields.expected,
        in.required("superseded", fields.superseded),
        in.required("model", fields.model),
        fields.models,
        in.required("results", fields.results),
        fields.allScores,
        in.required("failed", fields.failed),
        null,
        in.required("scored_at", fields.scoredAtMs),
        fields.metadata,
        List.of());
  }

  private void read(String name, FieldReader in) throws IOException {
    switch (name) {
      case "query_id" -> queryId = in.text();
      case "query" -> query = in.text();
      case "event_time" -> eventTimeMs = in.time(EpochNumbers.DEFAULT);
      case "complete" -> complete = in.bool();
      case "candidates_received" -> received = in.count(0);
      case "candidates_expected" -> expected = in.count(0);
      case "superseded" -> superseded = in.count(0);
      case "scored_at" -> scoredAtMs = in.time(EpochNumbers.DEFAULT);
      case "metadata" -> metadata = in.rawObject();
      case "model" -> model = model(in);
      case "models" -> models = in.array(() -> model(in));
      case "results" -> results = in.array(() -> ScoreFields.read(in).ranked(in));
      case "all_scores" -> allScores = in.array(() -> ScoreFields.read(in).score(in));
      case "failed" -> failed = in.array(() -> failed(in));
      default -> in.skip();
    }
  }

  private static ModelInfo model(FieldReader in) throws IOException {
    var read =
        new Object() {
          String name;
          String fingerprint;
          String precision;
        };
    in.object(
        name -> {
          switch (name) {
            case "name" -> read.name = in.text();
            case "fingerprint" -> read.fingerprint = in.text();
            case "precision" -> read.precision = in.text();
            default -> in.skip();
          }
        });
    return new ModelInfo(
        in.required("name", read.name),
        in.required("fingerprint", read.fingerprint),
        in.required("precision", read.precision));
  }

  private static FailedCandidate failed(FieldReader in) throws IOException {
    var read =
        new Object() {
          String docId;
          String error;
        };
    in.object(
        name -> {
          switch (name) {
            case "doc_id" -> read.docId = in.text();
            case "error" -> read.error = in.text();
            default -> in.skip();
          }
        });
    return new FailedCandidate(in.required("doc_id", read.docId), in.required("error", read.error));
  }
}
