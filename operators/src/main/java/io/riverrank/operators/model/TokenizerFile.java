package io.riverrank.operators.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Looks a token up in tokenizer.json without keeping its vocabulary, which may be 17 MB of JSON.
 */
final class TokenizerFile {
  private final String token;
  private OptionalInt added = OptionalInt.empty();
  private OptionalInt inVocabulary = OptionalInt.empty();

  private TokenizerFile(String token) {
    this.token = token;
  }

  /**
   * @return the id of a token by its content, empty if there is none
   * @throws ModelException if the file is not JSON
   */
  static OptionalInt idOf(Path file, String token) {
    TokenizerFile found = new TokenizerFile(token);
    try (JsonParser json = TokenizerParts.MAPPER.createParser(file.toFile())) {
      json.nextToken();
      found.readTop(json);
    } catch (JsonProcessingException | CharConversionException e) {
      throw JsonFile.notJson(file, e);
    } catch (IOException e) {
      throw JsonFile.unreadable(file, e);
    }
    return found.added.isPresent() ? found.added : found.inVocabulary;
  }

  private void readTop(JsonParser json) throws IOException {
    // A special token is among the added ones, which come first: then the vocabulary is not read.
    while (added.isEmpty() && json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "added_tokens" -> readAdded(json);
        case "model" -> readModel(json);
        default -> json.skipChildren();
      }
    }
  }

  private void readAdded(JsonParser json) throws IOException {
    for (JsonNode entry : json.<JsonNode>readValueAsTree()) {
      if (entry.path("content").asText().equals(token)) {
        added = OptionalInt.of(entry.path("id").intValue());
      }
    }
  }

  private void readModel(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean words = json.currentName().equals("vocab");
      // A Unigram vocabulary is a list without ids; its special tokens are among the added ones.
      if (json.nextToken() == JsonToken.START_OBJECT && words) {
        readVocabulary(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void readVocabulary(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean match = json.currentName().equals(token);
      if (json.nextToken() == JsonToken.VALUE_NUMBER_INT && match) {
        inVocabulary = OptionalInt.of(json.getIntValue());
      }
    }
  }
}
