package io.riverrank.schemas;

import static io.riverrank.schemas.DeadLetterCode.INVALID_EVENT_TIME;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;

/** Reads the times of one message. */
final class EventTimeReader {

  private static final int MAX_CHARS = 100;

  private final JsonParser parser;
  private final ValueReader values;
  private final EpochNumbers numbers;

  EventTimeReader(JsonParser parser, ValueReader values, EpochNumbers numbers) {
    this.parser = parser;
    this.values = values;
    this.numbers = numbers;
  }

  /** Epoch milliseconds; a number that can't be a time in its unit is refused, never guessed. */
  Value<Long> read() throws IOException {
    if (values.isNull()) {
      return Value.absent();
    }
    if (parser.currentToken().isNumeric()) {
      return number();
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getTextLength() > MAX_CHARS) {
      return values.wrongType(INVALID_EVENT_TIME, wanted());
    }
    try {
      return Value.of(EventTimes.parse(parser.getText()));
    } catch (DateTimeException | ArithmeticException e) {
      return values.wrongType(INVALID_EVENT_TIME, wanted());
    }
  }

  private Value<Long> number() throws IOException {
    EventTimeUnit unit = numbers.unit();
    EventTimeUnit other = unit.mistakenFor(parser.getDoubleValue());
    if (other != null) {
      return values.invalid(
          INVALID_EVENT_TIME,
          "is the number %s, which looks like epoch %s; send epoch %s, or set rerank.event-time.unit to %s"
              .formatted(values.excerpt(), other, unit, other));
    }
    Value<Long> time = millis(unit);
    if (time.content() == null || numbers.canBe(time.content())) {
      return time;
    }
    return values.invalid(
        INVALID_EVENT_TIME,
        "is the number %s, which as epoch %s is %s; send a time from %d on, or lower rerank.event-time.first-year"
            .formatted(
                values.excerpt(), unit, EventTimes.format(time.content()), numbers.firstYear()));
  }

  private Value<Long> millis(EventTimeUnit unit) throws IOException {
    if (unit != EventTimeUnit.MILLISECONDS
        && parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      double millis = unit.toMillis(parser.getDoubleValue());
      return Math.abs(millis) <= ValueReader.MAX_EXACT_DOUBLE
          ? Value.of((long) millis)
          : values.wrongType(INVALID_EVENT_TIME, wanted());
    }
    Value<Long> whole = values.wholeNumber(INVALID_EVENT_TIME, wanted());
    try {
      return whole.content() == null ? whole : Value.of(unit.toMillis(whole.content()));
    } catch (ArithmeticException e) {
      return values.wrongType(INVALID_EVENT_TIME, wanted());
    }
  }

  private String wanted() {
    return "ISO-8601 such as 2026-03-01T12:00:00Z, or epoch " + numbers.unit() + " as a number";
  }
}
