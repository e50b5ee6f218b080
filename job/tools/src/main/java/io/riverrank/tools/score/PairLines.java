package io.riverrank.tools.score;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.job.errors.UserException;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.schemas.Unicode;
import io.riverrank.tools.text.JsonLines;
import io.riverrank.tools.text.TextFiles;
import java.io.IOException;
import javax.annotation.Nullable;

/** Reads {@code {"query","document"}} lines. */
final class PairLines implements AutoCloseable {

  private final JsonLines lines;

  private PairLines(JsonLines lines) {
    this.lines = lines;
  }

  static PairLines open(String file) {
    return new PairLines(new JsonLines(TextFiles.name(file), TextFiles.reader(file)));
  }

  /**
   * @return null at the end
   * @throws UserException for a line that is no pair
   */
  @Nullable
  TextPair next() {
    JsonNode pair = lines.next();
    return pair == null ? null : new TextPair(text(pair, "query"), text(pair, "document"));
  }

  private String text(JsonNode pair, String field) {
    JsonNode value = pair.path(field);
    if (!value.isTextual()) {
      throw lines.error(
          "has no text \"%s\"; each line is {\"query\": \"…\", \"document\": \"…\"}"
              .formatted(field));
    }
    return Unicode.replaceLoneSurrogates(value.textValue());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
