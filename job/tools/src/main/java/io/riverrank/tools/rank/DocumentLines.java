package io.riverrank.tools.rank;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.Unicode;
import io.riverrank.tools.text.JsonLines;
import io.riverrank.tools.text.TextFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Reads documents, one a line. */
final class DocumentLines {

  private DocumentLines() {}

  /**
   * @param file plain text, or JSON if it is a {@code .jsonl}; {@code -} is standard input
   * @throws UserException if there is none, or a line is no document
   */
  static List<DocumentLine> read(String file) throws IOException {
    boolean json = file.matches(".*\\.jsonl(\\.(gz|zst))?");
    List<DocumentLine> documents = new ArrayList<>();
    try (JsonLines lines = new JsonLines(TextFiles.name(file), TextFiles.reader(file))) {
      for (String text = next(lines, json); text != null; text = next(lines, json)) {
        documents.add(new DocumentLine(lines.number(), text));
      }
    }
    if (documents.isEmpty()) {
      throw new UserException(
          TextFiles.name(file) + " has no documents; it takes one a line, and none that is blank");
    }
    return documents;
  }

  @Nullable
  private static String next(JsonLines lines, boolean json) {
    if (!json) {
      return lines.nextLine();
    }
    JsonNode value = lines.nextValue();
    return value == null ? null : text(value, lines);
  }

  private static String text(JsonNode value, JsonLines lines) {
    JsonNode text = value.isObject() ? value.path("text") : value;
    if (!text.isTextual()) {
      throw lines.error("is neither a JSON string nor an object with \"text\"");
    }
    return Unicode.replaceLoneSurrogates(text.textValue());
  }
}
