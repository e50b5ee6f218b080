package io.riverrank.schemas;

import static io.riverrank.schemas.DeadLetterCode.INVALID_FIELD;
import static io.riverrank.schemas.DeadLetterCode.INVALID_JSON;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Reads the fields of one result; unlike a request's, the first unusable one ends it. */
final class ResultFields {

  private static final int ANY_LENGTH = Integer.MAX_VALUE;

  private final JsonParser parser;
  private final ValueReader values;
  private final EventTimeReader times;

  ResultFields(JsonParser parser, Utf8Text source) {
    this.parser = parser;
    this.values = new ValueReader(parser, source);
    this.times = new EventTimeReader(parser, values, EpochNumbers.DEFAULT);
  }

  RerankResult read() throws IOException, InvalidRequest {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidRequest(INVALID_JSON, "the value is not a JSON object");
    }
    Value<String> queryId = Value.absent();
    Value<String> query = Value.absent();
    Value<Long> eventTimeMs = Value.absent();
    Value<Boolean> complete = Value.absent();
    Value<Long> received = Value.absent();
    Value<Long> expected = Value.absent();
    Value<Long> superseded = Value.absent();
    Value<Long> scoredAtMs = Value.absent();
    Value<String> metadata = Value.absent();
    ModelInfo model = null;
    List<RankedCandidate> results = null;
    List<FailedCandidate> failed = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "query_id" -> queryId = values.text(ANY_LENGTH);
        case "query" -> query = values.text(ANY_LENGTH);
        case "event_time" -> eventTimeMs = times.read();
        case "complete" -> complete = values.bool();
        case "candidates_received" -> received = values.wholeNumber();
        case "candidates_expected" -> expected = values.wholeNumber();
        case "superseded" -> superseded = values.wholeNumber();
        case "scored_at" -> scoredAtMs = times.read();
        case "metadata" -> metadata = values.rawObject();
        case "model" -> model = model();
        case "results" -> results = array(this::ranked);
        case "failed" -> failed = array(this::failed);
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new InvalidRequest(INVALID_JSON, "there is text after the object");
    }
    return new RerankResult(
        required("query_id", queryId),
        required("query", query),
        required("event_time", eventTimeMs),
        required("complete", complete),
        count("candidates_received", required("candidates_received", received)),
        count("candidates_expected", expected.orThrow()),
        count("superseded", required("superseded", superseded)),
        required("model", model),
        required("results", results),
        required("failed", failed),
        null,
        required("scored_at", scoredAtMs),
        metadata.orThrow(),
        List.of());
  }

  private ModelInfo model() throws IOException, InvalidRequest {
    requireObject();
    Value<String> modelName = Value.absent();
    Value<String> fingerprint = Value.absent();
    Value<String> precision = Value.absent();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "name" -> modelName = values.text(ANY_LENGTH);
        case "fingerprint" -> fingerprint = values.text(ANY_LENGTH);
        case "precision" -> precision = values.text(ANY_LENGTH);
        default -> parser.skipChildren();
      }
    }
    return new ModelInfo(
        required("name", modelName),
        required("fingerprint", fingerprint),
        required("precision", precision));
  }

  private RankedCandidate ranked() throws IOException, InvalidRequest {
    Value<String> docId = Value.absent();
    Value<Long> rank = Value.absent();
    Value<Double> score = Value.absent();
    Value<Double> logit = Value.absent();
    Value<Long> originalRank = Value.absent();
    Value<Double> originalScore = Value.absent();
    Value<Double> label = Value.absent();
    Value<Boolean> truncated = Value.absent();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "doc_id" -> docId = values.text(ANY_LENGTH);
        case "rank" -> rank = values.wholeNumber();
        case "score" -> score = values.floatNumber();
        case "logit" -> logit = values.floatNumber();
        case "original_rank" -> originalRank = values.wholeNumber();
        case "original_score" -> originalScore = values.number();
        case "label" -> label = values.number();
        case "truncated" -> truncated = values.bool();
        default -> parser.skipChildren();
      }
    }
    return new RankedCandidate(
        required("doc_id", docId),
        count("rank", required("rank", rank)),
        required("score", score),
        required("logit", logit),
        originalRank.orThrow(),
        originalScore.orThrow(),
        label.orThrow(),
        required("truncated", truncated));
  }

  private FailedCandidate failed() throws IOException, InvalidRequest {
    Value<String> docId = Value.absent();
    Value<String> error = Value.absent();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "doc_id" -> docId = values.text(ANY_LENGTH);
        case "error" -> error = values.text(ANY_LENGTH);
        default -> parser.skipChildren();
      }
    }
    return new FailedCandidate(required("doc_id", docId), required("error", error));
  }

  private <T> List<T> array(ObjectReader<T> element) throws IOException, InvalidRequest {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      values.wrongType(INVALID_FIELD, "an array of objects").orThrow();
    }
    List<T> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      requireObject();
      list.add(element.read());
    }
    return list;
  }

  private void requireObject() throws IOException, InvalidRequest {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      values.wrongType(INVALID_FIELD, "an object").orThrow();
    }
  }

  @Nullable
  private Integer count(String name, @Nullable Long number) throws InvalidRequest {
    if (number != null && (number < 0 || number > Integer.MAX_VALUE)) {
      throw values.problem(INVALID_FIELD, "has " + number + " as " + name);
    }
    return number == null ? null : number.intValue();
  }

  private <T> T required(String name, Value<T> value) throws InvalidRequest {
    return required(name, value.orThrow());
  }

  private <T> T required(String name, T content) throws InvalidRequest {
    if (content == null) {
      throw values.problem(INVALID_FIELD, "has no " + name);
    }
    return content;
  }

  @FunctionalInterface
  private interface ObjectReader<T> {
    T read() throws IOException, InvalidRequest;
  }
}
