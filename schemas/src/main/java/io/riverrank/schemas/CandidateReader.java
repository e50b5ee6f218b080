package io.riverrank.schemas;

import static io.riverrank.schemas.DeadLetterCode.INVALID_FIELD;
import static io.riverrank.schemas.DeadLetterCode.INVALID_ID;
import static io.riverrank.schemas.DeadLetterCode.TOO_MANY_CANDIDATES;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the three ways in which a message carries its candidates. */
final class CandidateReader {

  private static final String WANTED_CANDIDATES = "an array of objects with doc_id and text";
  private static final String WANTED_DOCUMENTS = "an array of strings or of objects with text";

  private static final String MISSING_TEXT = "has no text; send a string, which may be empty";

  private final JsonParser parser;
  private final ValueReader values;
  private final RequestLimits limits;

  CandidateReader(JsonParser parser, ValueReader values, RequestLimits limits) {
    this.parser = parser;
    this.values = values;
    this.limits = limits;
  }

  /** {@code candidates}: an array of candidates. */
  Value<CandidateList> candidates() throws IOException {
    return array(WANTED_CANDIDATES, this::addCandidate);
  }

  /** {@code query}: a text, or an object with one. */
  Value<String> query() throws IOException {
    return parser.currentToken() == JsonToken.START_OBJECT
        ? textOf()
        : values.text(limits.textChars());
  }

  /**
   * {@code documents}, {@code texts} or {@code passages}: an array of texts, whose ids are their
   * indices.
   */
  Value<CandidateList> documents() throws IOException {
    return array(WANTED_DOCUMENTS, this::addDocument);
  }

  /** {@code candidate}: one member of a group. */
  Value<CandidateFields> member() throws IOException {
    if (values.isNull()) {
      return Value.absent();
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return values.wrongType(INVALID_FIELD, "an object with doc_id and text");
    }
    return Value.of(fields());
  }

  /** After the first problem that costs the whole event, the rest is skipped and not kept. */
  private Value<CandidateList> array(String wanted, ElementReader element) throws IOException {
    if (values.isNull()) {
      return Value.absent();
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return values.wrongType(INVALID_FIELD, wanted);
    }
    CandidateList list = new CandidateList();
    InvalidRequest problem = null;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (problem != null) {
        parser.skipChildren();
        continue;
      }
      try {
        element.addTo(list);
      } catch (InvalidRequest e) {
        problem = e;
      }
      if (list.size() > limits.candidates()) {
        problem = tooMany();
      }
    }
    return problem == null ? Value.of(list) : Value.invalid(problem);
  }

  private void addCandidate(CandidateList list) throws IOException, InvalidRequest {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      values.wrongType(INVALID_FIELD, "an object with doc_id and text").orThrow();
    }
    add(fields(), list);
  }

  private void addDocument(CandidateList list) throws IOException, InvalidRequest {
    Value<String> text = documentText();
    int index = parser.getParsingContext().getCurrentIndex();
    Value<String> docId = Value.of(Integer.toString(index));
    add(new CandidateFields(docId, text, Value.absent(), Value.absent(), Value.absent()), list);
  }

  private Value<String> documentText() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return values.text(limits.textChars());
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return values.wrongType(INVALID_FIELD, "a string or an object with text");
    }
    return textOf();
  }

  /** The text of the object that the parser stands at. */
  private Value<String> textOf() throws IOException {
    Value<String> text = Value.absent();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("text")) {
        text = values.text(limits.textChars());
      } else {
        parser.skipChildren();
      }
    }
    return text.isAbsent() ? missingText() : text;
  }

  private static void add(CandidateFields fields, CandidateList list) throws InvalidRequest {
    String docId = fields.docId().orThrow();
    try {
      list.add(fields.toCandidate());
    } catch (InvalidRequest e) {
      list.reject(docId, e);
    }
  }

  private CandidateFields fields() throws IOException {
    Value<String> docId = Value.absent();
    Value<String> text = Value.absent();
    Value<Long> originalRank = Value.absent();
    Value<Double> originalScore = Value.absent();
    Value<Double> label = Value.absent();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "doc_id" -> docId = values.id(limits.idChars());
        case "text" -> text = values.text(limits.textChars());
        case "original_rank" -> originalRank = values.wholeNumber();
        case "original_score" -> originalScore = values.number();
        case "label" -> label = values.label();
        default -> parser.skipChildren();
      }
    }
    return new CandidateFields(
        docId.isAbsent() ? missingDocId() : docId,
        text.isAbsent() ? missingText() : text,
        originalRank,
        originalScore,
        label);
  }

  private Value<String> missingDocId() {
    return values.invalid(INVALID_ID, "has no doc_id; send a string or a number");
  }

  private Value<String> missingText() {
    return values.invalid(INVALID_FIELD, MISSING_TEXT);
  }

  private InvalidRequest tooMany() {
    return new InvalidRequest(
        TOO_MANY_CANDIDATES,
        parser.getParsingContext().getParent().getCurrentName()
            + " has more than the "
            + limits.candidates()
            + " of rerank.limits.candidates; send fewer or raise the limit");
  }

  /** Reads the element that the parser stands at. */
  @FunctionalInterface
  private interface ElementReader {
    void addTo(CandidateList list) throws IOException, InvalidRequest;
  }
}
