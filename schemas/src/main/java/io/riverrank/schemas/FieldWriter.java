package io.riverrank.schemas;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** Writes the fields of one message; what is null is left out but for {@link #numberOrNull}. */
public final class FieldWriter {

  private final JsonGenerator json;

  FieldWriter(JsonGenerator json) {
    this.json = json;
  }

  /** Half of a surrogate pair becomes U+FFFD. */
  public void text(String name, @Nullable String text) throws IOException {
    if (text != null) {
      name(name);
      json.writeString(Unicode.replaceLoneSurrogates(text));
    }
  }

  /**
   * @throws IllegalArgumentException if it is NaN or infinite
   */
  public void number(String name, @Nullable Double number) throws IOException {
    if (number != null) {
      numberOrNull(name, number);
    }
  }

  /**
   * A number, or null where the absence is to be seen.
   *
   * @throws IllegalArgumentException if it is NaN or infinite
   */
  public void numberOrNull(String name, @Nullable Double number) throws IOException {
    name(name);
    if (number == null) {
      json.writeNull();
      return;
    }
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(
          Excerpt.of(name) + " is " + number + ", which is no JSON; write null and a reason");
    }
    json.writeNumber(number);
  }

  /**
   * A 32-bit float: the shortest decimal that reads back as the same.
   *
   * @throws IllegalArgumentException if it is NaN or infinite
   */
  public void floatNumber(String name, double number) throws IOException {
    float single = (float) number;
    if (!Float.isFinite(single)) {
      throw new IllegalArgumentException(Excerpt.of(name) + " is " + number + ", which is no JSON");
    }
    name(name);
    json.writeNumber(single);
  }

  public void wholeNumber(String name, long number) throws IOException {
    name(name);
    json.writeNumber(number);
  }

  public void bool(String name, boolean value) throws IOException {
    name(name);
    json.writeBoolean(value);
  }

  /**
   * ISO-8601 in UTC.
   *
   * @param epochMs epoch milliseconds
   */
  public void time(String name, long epochMs) throws IOException {
    name(name);
    json.writeString(EventTimes.format(epochMs));
  }

  /** An object whose names are data. */
  public <T> void map(String name, Map<String, T> map, ValueWriter<T> value) throws IOException {
    name(name);
    json.writeStartObject();
    for (Map.Entry<String, T> entry : map.entrySet()) {
      value.write(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  public <T> void object(String name, T record, ObjectWriter<T> fields) throws IOException {
    name(name);
    json.writeStartObject();
    fields.write(record, this);
    json.writeEndObject();
  }

  public <T> void objects(String name, List<T> records, ObjectWriter<T> fields) throws IOException {
    name(name);
    json.writeStartArray();
    for (T record : records) {
      json.writeStartObject();
      fields.write(record, this);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  public void texts(String name, List<String> texts) throws IOException {
    name(name);
    json.writeStartArray();
    for (String text : texts) {
      json.writeString(Unicode.replaceLoneSurrogates(text));
    }
    json.writeEndArray();
  }

  /** Finite ones. */
  public void numbers(String name, List<Double> numbers) throws IOException {
    name(name);
    json.writeStartArray();
    for (double number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  public void wholeNumbers(String name, List<Long> numbers) throws IOException {
    name(name);
    json.writeStartArray();
    for (long number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  private void name(String name) throws IOException {
    json.writeFieldName(Unicode.replaceLoneSurrogates(name));
  }

  /** Writes the fields of one object. */
  @FunctionalInterface
  public interface ObjectWriter<T> {
    void write(T record, FieldWriter out) throws IOException;
  }

  /** Writes one field of a map. */
  @FunctionalInterface
  public interface ValueWriter<T> {
    void write(String name, T value) throws IOException;
  }
}
