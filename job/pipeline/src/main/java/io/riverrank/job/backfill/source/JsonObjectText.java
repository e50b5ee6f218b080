package io.riverrank.job.backfill.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;

/** Tells texts that are one JSON object from others. */
final class JsonObjectText {

  /** What a request may have in it, and no less: the request's reader has the limits. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private JsonObjectText() {}

  /** The text if it is an object and nothing but white space around it; otherwise null. */
  @Nullable
  static String of(ByteBuffer utf8) {
    try {
      return of(StandardCharsets.UTF_8.newDecoder().decode(utf8.duplicate()).toString());
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The text if it is an object and nothing but white space around it; otherwise null. */
  @Nullable
  static String of(String text) {
    return isObject(text) ? text : null;
  }

  private static boolean isObject(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
