package io.riverrank.schemas;

import java.io.IOException;

/** The fields of one entry of {@code results} or {@code all_scores}. */
final class ScoreFields {

  private String docId;
  private Integer rank;
  private Double score;
  private Double logit;
  private Long originalRank;
  private Double originalScore;
  private Double label;
  private Boolean truncated;
  private Integer textChars;
  private Team team;

  private ScoreFields() {}

  static ScoreFields read(FieldReader in) throws IOException {
    ScoreFields fields = new ScoreFields();
    in.object(name -> fields.read(name, in));
    return fields;
  }

  private void read(String name, FieldReader in) throws IOException {
    switch (name) {
      case "doc_id" -> docId = in.text();
      case "rank" -> rank = in.count(0);
      case "score" -> score = in.floatNumber();
      case "logit" -> logit = in.floatNumber();
      case "original_rank" -> originalRank = in.wholeNumber(Long.MIN_VALUE);
      case "original_score" -> originalScore = in.number();
      case "label" -> label = in.number();
      case "truncated" -> truncated = in.bool();
      case "text_chars" -> textChars = in.count(0);
      case "team" -> team = in.oneOf(Team.values());
      default -> in.skip();
    }
  }

  RankedCandidate ranked(FieldReader in) throws IOException {
    return new RankedCandidate(
        in.required("doc_id", docId),
        in.required("rank", rank),
        in.required("score", score),
        in.required("logit", logit),
        originalRank,
        originalScore,
        label,
        in.required("truncated", truncated),
        textChars,
        team);
  }

  CandidateScore score(FieldReader in) throws IOException {
    return new CandidateScore(
        in.required("doc_id", docId),
        in.required("rank", rank),
        in.required("score", score),
        logit,
        originalRank,
        originalScore,
        label,
        truncated,
        textChars);
  }
}
