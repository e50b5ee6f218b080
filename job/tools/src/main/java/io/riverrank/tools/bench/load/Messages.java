package io.riverrank.tools.bench.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.riverrank.schemas.Candidate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.annotation.Nullable;

/** Queries as messages for the requests topic. */
public final class Messages {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Messages() {}

  /** A whole event under an id of its own; without a time, so that Kafka's timestamp counts. */
  public static byte[] encode(String queryId, LoggedQuery query) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("query_id", queryId);
      json.writeStringField("query", query.query());
      if (query.topK() != null) {
        json.writeNumberField("top_k", query.topK());
      }
      if (query.metadata() != null) {
        json.writeFieldName("metadata");
        json.writeRawValue(query.metadata());
      }
      json.writeArrayFieldStart("candidates");
      for (Candidate candidate : query.candidates()) {
        write(json, candidate);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Candidate candidate) throws IOException {
    json.writeStartObject();
    json.writeStringField("doc_id", candidate.docId());
    json.writeStringField("text", candidate.text());
    number(json, "original_rank", candidate.originalRank());
    number(json, "original_score", candidate.originalScore());
    number(json, "label", candidate.label());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, @Nullable Number value)
      throws IOException {
    if (value instanceof Long whole) {
      json.writeNumberField(name, whole);
    } else if (value != null) {
      json.writeNumberField(name, value.doubleValue());
    }
  }
}
