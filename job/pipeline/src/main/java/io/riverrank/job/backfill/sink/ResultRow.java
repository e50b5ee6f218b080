package io.riverrank.job.backfill.sink;

import io.riverrank.schemas.CandidateScore;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.Unicode;
import java.util.List;
import java.util.function.Consumer;
import javax.annotation.Nullable;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes one result as the fields of a Parquet row. */
final class ResultRow {

  /** What parquet-avro makes of {@code result.avsc}. */
  static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message io.riverrank.RerankResult {
            required binary query_id (STRING);
            required binary query (STRING);
            required int64 event_time (TIMESTAMP(MILLIS,true));
            required boolean complete;
            required int32 candidates_received;
            optional int32 candidates_expected;
            required int32 superseded;
            required group model {
              required binary name (STRING);
              required binary fingerprint (STRING);
              required binary precision (STRING);
            }
            required group results (LIST) {
              repeated group array {
                required binary doc_id (STRING);
                required int32 rank;
                required float score;
                required float logit;
                optional int64 original_rank;
                optional double original_score;
                optional double label;
                required boolean truncated;
              }
            }
            required group failed (LIST) {
              repeated group array {
                required binary doc_id (STRING);
                required binary error (STRING);
              }
            }
            required int64 scored_at (TIMESTAMP(MILLIS,true));
            optional binary metadata (STRING);
          }
          """);

  /** The last column of files that have {@code all_scores}. */
  private static final String ALL_SCORES =
      """
      message io.riverrank.RerankResult {
        optional group all_scores (LIST) {
          repeated group array {
            required binary doc_id (STRING);
            required int32 rank;
            required float score;
            optional float logit;
            optional int64 original_rank;
            optional double original_score;
            optional double label;
            optional boolean truncated;
            optional int32 text_chars;
          }
        }
      }
      """;

  static final MessageType SCHEMA_WITH_ALL_SCORES =
      SCHEMA.union(MessageTypeParser.parseMessageType(ALL_SCORES));

  private static final String ELEMENT = "array";

  private final RecordConsumer out;
  private final boolean allScores;
  private GroupType group;

  /**
   * @param allScores whether the file has {@code all_scores}
   */
  ResultRow(RecordConsumer out, boolean allScores) {
    this.out = out;
    this.allScores = allScores;
    this.group = schema(allScores);
  }

  static MessageType schema(boolean allScores) {
    return allScores ? SCHEMA_WITH_ALL_SCORES : SCHEMA;
  }

  void write(RerankResult result) {
    text("query_id", result.queryId());
    text("query", result.query());
    integer("event_time", result.eventTimeMs());
    flag("complete", result.complete());
    int32("candidates_received", result.candidatesReceived());
    int32("candidates_expected", result.candidatesExpected());
    int32("superseded", result.superseded());
    field(
        "model",
        () ->
            inGroup(
                "model",
                () -> {
                  text("name", result.model().name());
                  text("fingerprint", result.model().fingerprint());
                  text("precision", result.model().precision());
                }));
    list("results", kept(result), this::candidate);
    list("failed", result.failed(), this::failed);
    integer("scored_at", result.scoredAtMs());
    text("metadata", result.metadata());
    if (allScores) {
      list("all_scores", CandidateScore.allOf(result), this::score);
    }
  }

  private static List<RankedCandidate> kept(RerankResult result) {
    List<RankedCandidate> ranking = result.results();
    return result.topK() == null || result.topK() >= ranking.size()
        ? ranking
        : ranking.subList(0, result.topK());
  }

  private void candidate(RankedCandidate ranked) {
    text("doc_id", ranked.docId());
    int32("rank", ranked.rank());
    single("score", ranked.score());
    single("logit", ranked.logit());
    integer("original_rank", ranked.originalRank());
    number("original_score", ranked.originalScore());
    number("label", ranked.label());
    flag("truncated", ranked.truncated());
  }

  private void score(CandidateScore candidate) {
    text("doc_id", candidate.docId());
    int32("rank", candidate.rank());
    single("score", candidate.score());
    single("logit", candidate.logit());
    integer("original_rank", candidate.originalRank());
    number("original_score", candidate.originalScore());
    number("label", candidate.label());
    if (candidate.truncated() != null) {
      flag("truncated", candidate.truncated());
    }
    int32("text_chars", candidate.textChars());
  }

  private void failed(FailedCandidate failed) {
    text("doc_id", failed.docId());
    text("error", failed.error());
  }

  private <T> void list(String name, List<T> elements, Consumer<T> writer) {
    field(
        name,
        () ->
            inGroup(
                name,
                () -> {
                  if (!elements.isEmpty()) {
                    field(
                        ELEMENT,
                        () -> elements.forEach(e -> inGroup(ELEMENT, () -> writer.accept(e))));
                  }
                }));
  }

  private void inGroup(String name, Runnable fields) {
    GroupType outer = group;
    group = outer.getType(name).asGroupType();
    out.startGroup();
    fields.run();
    out.endGroup();
    group = outer;
  }

  private void text(String name, @Nullable String value) {
    if (value != null) {
      field(name, () -> out.addBinary(Binary.fromString(Unicode.replaceLoneSurrogates(value))));
    }
  }

  private void integer(String name, @Nullable Long value) {
    if (value != null) {
      field(name, () -> out.addLong(value));
    }
  }

  private void int32(String name, @Nullable Integer value) {
    if (value != null) {
      field(name, () -> out.addInteger(value));
    }
  }

  private void number(String name, @Nullable Double value) {
    if (value != null) {
      field(name, () -> out.addDouble(value));
    }
  }

  private void single(String name, @Nullable Double value) {
    if (value != null) {
      field(name, () -> out.addFloat(value.floatValue()));
    }
  }

  private void flag(String name, boolean value) {
    field(name, () -> out.addBoolean(value));
  }

  private void field(String name, Runnable value) {
    int index = group.getFieldIndex(name);
    out.startField(name, index);
    value.run();
    out.endField(name, index);
  }
}
