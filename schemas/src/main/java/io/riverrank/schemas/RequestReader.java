package io.riverrank.schemas;

import static io.riverrank.schemas.DeadLetterCode.INVALID_JSON;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the fields of one request; which of them may be missing is {@link RequestRules}' job. */
final class RequestReader {

  private final JsonParser parser;
  private final RequestLimits limits;
  private final ValueReader values;
  private final EventTimeReader times;
  private final CandidateReader candidates;

  RequestReader(JsonParser parser, Utf8Text source, RequestLimits limits) {
    this.parser = parser;
    this.limits = limits;
    values = new ValueReader(parser, source);
    times = new EventTimeReader(parser, values, limits.eventTimeNumbers());
    candidates = new CandidateReader(parser, values, limits);
  }

  /** One object and nothing but white space after it. */
  RequestFields read() throws IOException, InvalidRequest {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new InvalidRequest(INVALID_JSON, "the value is empty; send one JSON object");
    }
    if (first == JsonToken.VALUE_STRING) {
      throw new InvalidRequest(
          INVALID_JSON,
          "the value is a JSON string and not an object; if the object is in it, it was encoded twice: send it as it is");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new InvalidRequest(
          INVALID_JSON,
          "the value starts with something else than an object at "
              + JsonReading.place(parser.currentTokenLocation())
              + "; send one JSON object");
    }
    RequestFields fields = new RequestFields();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      readInto(fields, name);
    }
    requireEnd();
    return fields;
  }

  private void readInto(RequestFields fields, String name) throws IOException {
    switch (name) {
      case "query_id" -> fields.queryId = values.id(limits.idChars());
      case "query" -> fields.query = candidates.query();
      case "event_time" -> fields.eventTimeMs = times.read();
      case "top_k" -> fields.topK = values.topK();
      case "top_n" -> fields.topN = values.topK();
      case "metadata" -> fields.metadata = values.rawObject();
      case "candidate_count" -> fields.candidateCount = values.candidateCount(limits.candidates());
      case "candidates" -> fields.candidates = candidates.candidates();
      case "candidate" -> fields.candidate = candidates.member();
      case "documents" -> fields.documents = candidates.documents();
      case "texts" -> fields.texts = candidates.documents();
      case "passages" -> fields.passages = candidates.documents();
      default -> {
        if (Wrapping.NAMES.contains(name)) {
          fields.wrapping.add(name);
        }
        parser.skipChildren();
      }
    }
  }

  private void requireEnd() throws IOException, InvalidRequest {
    String end = JsonReading.place(parser.currentLocation());
    boolean more;
    try {
      more = parser.nextToken() != null;
    } catch (JsonProcessingException e) {
      more = true;
    }
    if (more) {
      throw new InvalidRequest(
          INVALID_JSON,
          "there is text after the object that ends before "
              + end
              + "; send one JSON object a message");
    }
  }
}
