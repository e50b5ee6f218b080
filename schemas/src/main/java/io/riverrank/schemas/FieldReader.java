package io.riverrank.schemas;

import static io.riverrank.schemas.DeadLetterCode.INVALID_FIELD;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * The values of one message, each of which must be what its method says: otherwise the method
 * throws {@link MalformedRecordException}, whose message names the place and what to send. A JSON
 * null (and NaN, as Python writes it) counts as absent and is returned as null.
 */
public final class FieldReader {

  private static final int ANY_LENGTH = Integer.MAX_VALUE;

  private final JsonParser parser;
  private final ValueReader values;

  FieldReader(JsonParser parser, Utf8Text source) {
    this.parser = parser;
    this.values = new ValueReader(parser, source);
  }

  /** Reads each field of the object that the reader stands at; the last of a name counts. */
  public void object(FieldHandler handler) throws IOException {
    requireObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      handler.read(name);
    }
  }

  /** Leaves a field out that this version doesn't know. */
  public void skip() throws IOException {
    parser.skipChildren();
  }

  /** A non-empty string, or a number as its digits. */
  @Nullable
  public String id(int maxChars) throws IOException {
    return usable(values.id(maxChars));
  }

  @Nullable
  public String text(int maxChars) throws IOException {
    return usable(values.text(maxChars));
  }

  @Nullable
  public String text() throws IOException {
    return usable(values.text(ANY_LENGTH));
  }

  /** A finite number. */
  @Nullable
  public Double number() throws IOException {
    return usable(values.number());
  }

  /** A finite 32-bit float, rounded once and not by way of a double. */
  @Nullable
  public Double floatNumber() throws IOException {
    return usable(values.floatNumber());
  }

  /** An object as the characters it was sent as, but with null for what is no JSON number. */
  @Nullable
  public String rawObject() throws IOException {
    return usable(values.rawObject());
  }

  /** A finite number, or a truth value as 1 or 0. */
  @Nullable
  public Double label() throws IOException {
    return usable(values.label());
  }

  @Nullable
  public Boolean bool() throws IOException {
    return usable(values.bool());
  }

  /** A whole number from {@code min}. */
  @Nullable
  public Long wholeNumber(long min) throws IOException {
    Long number = usable(values.wholeNumber());
    return number == null || number >= min
        ? number
        : usable(values.<Long>wrongType(INVALID_FIELD, "a whole number from " + min));
  }

  /** A whole number from {@code min} in 32 bits. */
  @Nullable
  public Integer count(int min) throws IOException {
    Long number = usable(values.wholeNumber());
    if (number != null && (number < min || number > Integer.MAX_VALUE)) {
      return usable(
          values.<Integer>wrongType(
              INVALID_FIELD, "a whole number from " + min + " to " + Integer.MAX_VALUE));
    }
    return number == null ? null : number.intValue();
  }

  /** ISO-8601 or a number of {@code unit}, as epoch milliseconds. */
  @Nullable
  public Long time(EventTimeUnit unit) throws IOException {
    return usable(values.eventTime(unit));
  }

  /** An array; a null in it is an element like others, which {@code element} may refuse. */
  @Nullable
  public <T> List<T> array(ElementReader<T> element) throws IOException {
    if (values.isNull()) {
      return null;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      usable(values.wrongType(INVALID_FIELD, "an array"));
    }
    List<T> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      T read = element.read();
      if (read == null) {
        usable(values.wrongType(INVALID_FIELD, "a value"));
      }
      list.add(read);
    }
    return list;
  }

  /** An object whose names are data, in its order. */
  @Nullable
  public <T> Map<String, T> map(ElementReader<T> value) throws IOException {
    if (values.isNull()) {
      return null;
    }
    Map<String, T> map = new LinkedHashMap<>();
    object(
        name -> {
          T read = value.read();
          if (read == null) {
            usable(values.wrongType(INVALID_FIELD, "a value"));
          }
          map.put(name, read);
        });
    return map;
  }

  /** One of the names that {@code constants} have on the wire: their names in lower case. */
  @Nullable
  public <E extends Enum<E>> E oneOf(E[] constants) throws IOException {
    String name = usable(values.text(ANY_LENGTH));
    if (name == null) {
      return null;
    }
    for (E constant : constants) {
      if (constant.toString().equals(name)) {
        return constant;
      }
    }
    List<String> names = new ArrayList<>();
    for (E constant : constants) {
      names.add(constant.toString());
    }
    return usable(values.<E>wrongType(INVALID_FIELD, String.join(" or ", names)));
  }

  /** The content, which must be there. */
  public <T> T required(String name, @Nullable T content) throws IOException {
    if (content == null) {
      throw missing(INVALID_FIELD, name + "; send one");
    }
    return content;
  }

  /** Something isn't there: {@code the object has no …}. */
  public MalformedRecordException missing(DeadLetterCode code, String what) {
    return problem(code, "has no " + what);
  }

  /** Something is wrong with the value that the reader stands at or has just read. */
  public MalformedRecordException problem(DeadLetterCode code, String predicate) {
    return new MalformedRecordException(code, values.problem(code, predicate).getMessage());
  }

  /** Whether the value that the reader stands at is null. */
  public boolean isNull() throws IOException {
    return values.isNull();
  }

  private void requireObject() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      usable(values.wrongType(INVALID_FIELD, "an object"));
    }
  }

  @Nullable
  private static <T> T usable(Value<T> value) throws MalformedRecordException {
    try {
      return value.orThrow();
    } catch (InvalidRequest e) {
      throw new MalformedRecordException(e.code(), e.getMessage());
    }
  }

  /** Reads the value of one field. */
  @FunctionalInterface
  public interface FieldHandler {
    void read(String name) throws IOException;
  }

  /** Reads one element of an array, or one value of a map. */
  @FunctionalInterface
  public interface ElementReader<T> {
    @Nullable
    T read() throws IOException;
  }

  /** Reads one object. */
  @FunctionalInterface
  public interface ObjectReader<T> {
    T read(FieldReader in) throws IOException;
  }
}
