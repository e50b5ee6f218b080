package io.riverrank.schemas;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads single values of one message. Each method takes the value that the parser stands at and
 * leaves the parser at that value's last token, usable or not.
 */
final class ValueReader {

  /** Up to here every whole number is exactly a double. */
  static final double MAX_EXACT_DOUBLE = 1L << 53;

  private final JsonParser parser;
  private final Utf8Text source;

  ValueReader(JsonParser parser, Utf8Text source) {
    this.parser = parser;
    this.source = source;
  }

  /** A string in which lone surrogates have become U+FFFD. */
  Value<String> text(int maxChars) throws IOException {
    if (isNull()) {
      return Value.absent();
    }
    if (!is(JsonToken.VALUE_STRING)) {
      return wrongType(DeadLetterCode.INVALID_FIELD, "a string");
    }
    if (parser.getTextLength() > maxChars) {
      return invalid(
          DeadLetterCode.TEXT_TOO_LONG,
          "has "
              + parser.getTextLength()
              + " characters, more than the "
              + maxChars
              + " of rerank.limits.text-chars; shorten it or raise the limit");
    }
    String text = currentText();
    return Value.of(isVerbatim() ? text : Unicode.replaceLoneSurrogates(text));
  }

  /** A non-empty string, or a number as its digits. */
  Value<String> id(int maxChars) throws IOException {
    if (isNull()) {
      return Value.absent();
    }
    boolean number = parser.currentToken().isNumeric() && !isNonFinite();
    if (!number && !is(JsonToken.VALUE_STRING)) {
      return wrongType(DeadLetterCode.INVALID_ID, "a string or a number");
    }
    int length = parser.getTextLength();
    if (length == 0) {
      return invalid(DeadLetterCode.INVALID_ID, "is empty; send an id");
    }
    if (length > maxChars) {
      return invalid(
          DeadLetterCode.INVALID_ID,
          "has " + length + " characters; send an id of at most " + maxChars);
    }
    String id = currentText();
    if (!number && !isVerbatim() && Unicode.hasLoneSurrogate(id)) {
      return invalid(
          DeadLetterCode.INVALID_ID,
          "has half of a surrogate pair (\"" + Excerpt.of(id) + "\"); send valid Unicode");
    }
    return Value.of(id);
  }

  /** A whole number in the range of a long. */
  Value<Long> wholeNumber() throws IOException {
    return wholeNumber(DeadLetterCode.INVALID_FIELD, "a whole number of at most 64 bits");
  }

  /** Senders without integers write {@code 3.0}, which JSON doesn't tell from 3. */
  Value<Long> wholeNumber(DeadLetterCode code, String wanted) throws IOException {
    if (isNull()) {
      return Value.absent();
    }
    if (is(JsonToken.VALUE_NUMBER_INT) && parser.getNumberType() != NumberType.BIG_INTEGER) {
      return Value.of(parser.getLongValue());
    }
    if (is(JsonToken.VALUE_NUMBER_FLOAT)) {
      double number = parser.getDoubleValue();
      if (number == Math.rint(number) && Math.abs(number) <= MAX_EXACT_DOUBLE) {
        return Value.of((long) number);
      }
    }
    return wrongType(code, wanted);
  }

  /** A finite number, or a truth value as 1 or 0. */
  Value<Double> label() throws IOException {
    return parser.currentToken().isBoolean()
        ? Value.of(parser.getBooleanValue() ? 1.0 : 0.0)
        : number();
  }

  /** A finite number. */
  Value<Double> number() throws IOException {
    if (isNull()) {
      return Value.absent();
    }
    if (parser.currentToken().isNumeric()) {
      double number = parser.getDoubleValue();
      if (Double.isFinite(number)) {
        return Value.of(number);
      }
    }
    return wrongType(DeadLetterCode.INVALID_FIELD, "a finite number");
  }

  /** A finite 32-bit float, rounded once and not by way of a double. */
  Value<Double> floatNumber() throws IOException {
    if (isNull()) {
      return Value.absent();
    }
    if (parser.currentToken().isNumeric()) {
      float number = parser.getFloatValue();
      if (Float.isFinite(number)) {
        return Value.of((double) number);
      }
    }
    return wrongType(DeadLetterCode.INVALID_FIELD, "a finite number");
  }

  Value<Boolean> bool() throws IOException {
    if (isNull()) {
      return Value.absent();
    }
    if (parser.currentToken().isBoolean()) {
      return Value.of(parser.getBooleanValue());
    }
    return wrongType(DeadLetterCode.INVALID_FIELD, "true or false");
  }

  /** A whole number of at least 1; what is too large for an int has no effect as a limit either. */
  Value<Integer> topK() throws IOException {
    if (is(JsonToken.VALUE_NUMBER_INT)
        && parser.getNumberType() == NumberType.BIG_INTEGER
        && parser.getTextCharacters()[parser.getTextOffset()] != '-') {
      return Value.of(Integer.MAX_VALUE);
    }
    return numberFromOne(
        Long.MAX_VALUE, DeadLetterCode.INVALID_TOP_K, "a whole number of at least 1");
  }

  Value<Integer> candidateCount(int maxCandidates) throws IOException {
    return numberFromOne(
        maxCandidates,
        DeadLetterCode.INVALID_CANDIDATE_COUNT,
        "a whole number from 1 to " + maxCandidates + " (rerank.limits.candidates)");
  }

  /** An object as the characters it was sent as, but with null for what is no JSON number. */
  Value<String> rawObject() throws IOException {
    if (isNull()) {
      return Value.absent();
    }
    if (!is(JsonToken.START_OBJECT)) {
      return wrongType(DeadLetterCode.INVALID_FIELD, "an object");
    }
    int from = (int) parser.currentTokenLocation().getCharOffset();
    StringBuilder corrected = null;
    for (int depth = 1; depth > 0; ) {
      JsonToken token = parser.nextToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (isNonFinite()) {
        corrected = corrected == null ? new StringBuilder() : corrected;
        int number = (int) parser.currentTokenLocation().getCharOffset();
        corrected.append(source.substring(from, number)).append("null");
        from = (int) parser.currentLocation().getCharOffset();
      }
    }
    String rest = source.substring(from, (int) parser.currentLocation().getCharOffset());
    return Value.of(corrected == null ? rest : corrected.append(rest).toString());
  }

  /** Skips the value; the problem says what it was. */
  <T> Value<T> wrongType(DeadLetterCode code, String wanted) throws IOException {
    String kind =
        switch (parser.currentToken()) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "an array";
          case VALUE_STRING -> "the string \"" + excerpt() + "\"";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + excerpt();
          default -> parser.getText();
        };
    parser.skipChildren();
    return invalid(code, "is " + kind + "; send " + wanted);
  }

  <T> Value<T> invalid(DeadLetterCode code, String predicate) {
    return Value.invalid(problem(code, predicate));
  }

  InvalidRequest problem(DeadLetterCode code, String predicate) {
    StringBuilder sentence = new StringBuilder();
    appendPath(parser.getParsingContext(), sentence);
    if (sentence.isEmpty()) {
      sentence.append("the object");
    }
    return new InvalidRequest(code, sentence.append(' ').append(predicate).toString());
  }

  private Value<Integer> numberFromOne(long max, DeadLetterCode code, String wanted)
      throws IOException {
    Value<Long> number = wholeNumber(code, wanted);
    if (number.content() == null) {
      return new Value<>(null, number.problem());
    }
    if (number.content() < 1 || number.content() > max) {
      return wrongType(code, wanted);
    }
    return Value.of((int) Math.min(number.content(), Integer.MAX_VALUE));
  }

  /** Whether the value counts as left out: null, or NaN as Python writes it. */
  boolean isNull() throws IOException {
    return is(JsonToken.VALUE_NULL)
        || (isNonFinite() && parser.getTextCharacters()[parser.getTextOffset()] == 'N');
  }

  /** Whether the value is NaN or an infinity, which are no JSON; other numbers end with a digit. */
  private boolean isNonFinite() throws IOException {
    return is(JsonToken.VALUE_NUMBER_FLOAT)
        && !Character.isDigit(
            parser.getTextCharacters()[parser.getTextOffset() + parser.getTextLength() - 1]);
  }

  private boolean is(JsonToken token) {
    return parser.currentToken() == token;
  }

  /** Whether the current string is a slice of the source: it has no escapes then. */
  private boolean isVerbatim() throws IOException {
    return parser.getTextCharacters() == source.chars();
  }

  private String currentText() throws IOException {
    return new String(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  String excerpt() throws IOException {
    int length = Math.min(parser.getTextLength(), Excerpt.MAX_CHARS + 1);
    return Excerpt.of(new String(parser.getTextCharacters(), parser.getTextOffset(), length));
  }

  /** As {@code candidates[3].doc_id}. */
  private static void appendPath(JsonStreamContext context, StringBuilder path) {
    if (context.inRoot()) {
      return;
    }
    appendPath(context.getParent(), path);
    if (context.inArray()) {
      path.append('[').append(context.getCurrentIndex()).append(']');
    } else if (context.hasCurrentName()) {
      path.append(path.isEmpty() ? "" : ".").append(context.getCurrentName());
    }
  }
}
