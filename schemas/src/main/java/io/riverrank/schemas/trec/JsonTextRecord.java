package io.riverrank.schemas.trec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.util.List;
import javax.annotation.Nullable;

/** Reads one JSON object with an id and a text; the first name of a list that is there wins. */
final class JsonTextRecord {

  private static final List<String> IDS = List.of("_id", "id", "doc_id", "query_id");
  private static final List<String> TEXTS = List.of("text", "contents", "body", "query");

  // Names are not kept and buffers not thread local: foreign names are endless, threads come and
  // go.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final String[] ids = new String[IDS.size()];
  private final String[] texts = new String[TEXTS.size()];
  private String title = "";

  private JsonTextRecord() {}

  static TextRecord parse(String line) throws MalformedLineException {
    JsonTextRecord fields = new JsonTextRecord();
    try (JsonParser parser = FACTORY.createParser(line)) {
      fields.read(parser);
    } catch (JsonProcessingException e) {
      throw new MalformedLineException("it is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory can't fail otherwise", e);
    }
    return fields.toRecord();
  }

  private void read(JsonParser parser) throws IOException, MalformedLineException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedLineException("it is not a JSON object; write {\"_id\": …, \"text\": …}");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (IDS.contains(name)) {
        ids[IDS.indexOf(name)] = isId(value) ? parser.getText() : null;
      } else if (TEXTS.contains(name) && value == JsonToken.VALUE_STRING) {
        texts[TEXTS.indexOf(name)] = parser.getText();
      } else if (name.equals("title") && value == JsonToken.VALUE_STRING) {
        title = parser.getText();
      }
      parser.skipChildren();
    }
    if (parser.nextToken() != null) {
      throw new MalformedLineException("there is text after the JSON object; one object a line");
    }
  }

  private static boolean isId(JsonToken value) {
    return value == JsonToken.VALUE_STRING || value.isNumeric();
  }

  private TextRecord toRecord() throws MalformedLineException {
    String id = firstOf(ids);
    String text = firstOf(texts);
    if (id == null || text == null) {
      throw new MalformedLineException(
          "it has no %s; write {\"_id\": …, \"title\": …, \"text\": …}"
              .formatted(id == null ? "\"_id\"" : "\"text\" that is a string"));
    }
    return new TextRecord(Fields.id(id, "id"), title, text);
  }

  @Nullable
  private static String firstOf(String[] values) {
    for (String value : values) {
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
