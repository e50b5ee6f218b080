package io.riverrank.tools.rank;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.Unicode;
import io.riverrank.tools.text.TextFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads documents, one a line. */
final class DocumentLines {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DocumentLines() {}

  /**
   * @param file plain text, or JSON if it ends with {@code .jsonl}; {@code -} is standard input
   * @throws UserException if there is none, or a line is no document
   */
  static List<String> read(String file) throws IOException {
    List<String> documents = new ArrayList<>();
    try (BufferedReader reader = TextFiles.reader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        documents.add(file.endsWith(".jsonl") ? parse(line, file, documents.size() + 1) : line);
      }
    }
    if (documents.isEmpty()) {
      throw new UserException(file + " has no documents; it takes one a line");
    }
    return documents;
  }

  private static String parse(String line, String file, int number) {
    JsonNode node;
    try {
      node = MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s, line %d is not JSON: %s".formatted(file, number, e.getOriginalMessage()), e);
    }
    JsonNode text = node.isObject() ? node.path("text") : node;
    if (!text.isTextual()) {
      throw new UserException(
          "%s, line %d is neither a JSON string nor an object with \"text\""
              .formatted(file, number));
    }
    return Unicode.replaceLoneSurrogates(text.textValue());
  }
}
