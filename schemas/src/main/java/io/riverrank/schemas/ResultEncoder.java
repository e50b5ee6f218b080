package io.riverrank.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Writes results as JSON in UTF-8; {@code result.schema.json} beside this class describes it. The
 * headers of a result are the message's own and not in the text.
 *
 * <p>Not thread safe.
 */
public final class ResultEncoder {

  private final boolean allScores;
  private final JsonFactory factory = JsonWriting.newFactory();

  /**
   * @param allScores whether to add {@code all_scores}: what monitoring needs of every ranked
   *     candidate, those cut by {@code top_k} too
   */
  public ResultEncoder(boolean allScores) {
    this.allScores = allScores;
  }

  /**
   * The value of the result's message.
   *
   * <p>Scores and logits are the model's 32-bit floats and are written as such: the shortest
   * decimal that reads back as the same float.
   *
   * @throws IllegalArgumentException if a score or logit is NaN or infinite; such a candidate
   *     belongs to {@code failed}
   */
  public byte[] encode(RerankResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + 160 * result.results().size());
    try (JsonGenerator json = factory.createGenerator(bytes)) {
      json.writeStartObject();
      writeSummary(json, result);
      json.writeFieldName("model");
      writeModel(json, result.model());
      writeModels(json, result.models());
      writeResults(json, result);
      if (allScores) {
        writeAllScores(json, CandidateScore.allOf(result));
      }
      writeFailed(json, result.failed());
      json.writeStringField("scored_at", EventTimes.format(result.scoredAtMs()));
      if (result.metadata() != null) {
        json.writeFieldName("metadata");
        json.writeRawValue(Unicode.replaceLoneSurrogates(result.metadata()));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void writeSummary(JsonGenerator json, RerankResult result) throws IOException {
    writeText(json, "query_id", result.queryId());
    writeText(json, "query", result.query());
    json.writeStringField("event_time", EventTimes.format(result.eventTimeMs()));
    json.writeBooleanField("complete", result.complete());
    json.writeNumberField("candidates_received", result.candidatesReceived());
    if (result.candidatesExpected() != null) {
      json.writeNumberField("candidates_expected", result.candidatesExpected());
    }
    json.writeNumberField("superseded", result.superseded());
  }

  private static void writeModel(JsonGenerator json, ModelInfo model) throws IOException {
    json.writeStartObject();
    writeText(json, "name", model.name());
    writeText(json, "fingerprint", model.fingerprint());
    writeText(json, "precision", model.precision());
    json.writeEndObject();
  }

  private static void writeModels(JsonGenerator json, List<ModelInfo> models) throws IOException {
    if (!models.isEmpty()) {
      json.writeArrayFieldStart("models");
      for (ModelInfo model : models) {
        writeModel(json, model);
      }
      json.writeEndArray();
    }
  }

  private static void writeResults(JsonGenerator json, RerankResult result) throws IOException {
    json.writeArrayFieldStart("results");
    for (RankedCandidate candidate : cut(result.results(), result.topK())) {
      json.writeStartObject();
      writeScore(json, CandidateScore.of(candidate));
      if (candidate.team() != null) {
        json.writeStringField("team", candidate.team().toString());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeAllScores(JsonGenerator json, List<CandidateScore> scores)
      throws IOException {
    json.writeArrayFieldStart("all_scores");
    for (CandidateScore score : scores) {
      json.writeStartObject();
      writeScore(json, score);
      if (score.textChars() != null) {
        json.writeNumberField("text_chars", score.textChars());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeScore(JsonGenerator json, CandidateScore score) throws IOException {
    writeText(json, "doc_id", score.docId());
    json.writeNumberField("rank", score.rank());
    writeFloat(json, "score", score.score(), score.docId());
    if (score.logit() != null) {
      writeFloat(json, "logit", score.logit(), score.docId());
    }
    if (score.originalRank() != null) {
      json.writeNumberField("original_rank", score.originalRank());
    }
    if (score.originalScore() != null) {
      json.writeNumberField("original_score", score.originalScore());
    }
    if (score.label() != null) {
      json.writeNumberField("label", score.label());
    }
    if (score.truncated() != null) {
      json.writeBooleanField("truncated", score.truncated());
    }
  }

  private static void writeFailed(JsonGenerator json, List<FailedCandidate> failed)
      throws IOException {
    json.writeArrayFieldStart("failed");
    for (FailedCandidate candidate : failed) {
      json.writeStartObject();
      writeText(json, "doc_id", candidate.docId());
      writeText(json, "error", candidate.error());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static List<RankedCandidate> cut(List<RankedCandidate> ranking, @Nullable Integer topK) {
    return topK == null || topK >= ranking.size() ? ranking : ranking.subList(0, topK);
  }

  private static void writeText(JsonGenerator json, String name, String text) throws IOException {
    json.writeStringField(name, Unicode.replaceLoneSurrogates(text));
  }

  private static void writeFloat(JsonGenerator json, String name, double value, String docId)
      throws IOException {
    float number = (float) value;
    if (!Float.isFinite(number)) {
      throw new IllegalArgumentException(
          name + " of doc_id " + Excerpt.of(docId) + " is " + value + "; put it into failed");
    }
    json.writeNumberField(name, number);
  }
}
