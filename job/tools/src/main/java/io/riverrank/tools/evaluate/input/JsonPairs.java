package io.riverrank.tools.evaluate.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.job.errors.UserException;
import io.riverrank.tools.text.JsonLines;
import java.io.IOException;
import javax.annotation.Nullable;

/** Pairs as JSON objects, one a line. */
final class JsonPairs implements PairSource {
  private final JsonLines lines;
  private final Columns columns;

  JsonPairs(InputFile file, Columns columns) {
    this.lines = new JsonLines(file.name(), file.reader());
    this.columns = columns;
  }

  @Override
  @Nullable
  public LabelledPair next() {
    JsonNode object = lines.next();
    return object == null ? null : PairFields.pair(new ObjectRow(object, lines), columns);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private record ObjectRow(JsonNode object, JsonLines lines) implements PairFields.Row {

    @Override
    @Nullable
    public String text(String column) {
      JsonNode value = object.path(column);
      if (value.isMissingNode() || value.isNull()) {
        return null;
      }
      if (!value.isValueNode()) {
        throw error(
            "has an array or object in \"%s\", where a pair has one value".formatted(column));
      }
      return value.asText();
    }

    @Override
    public UserException error(String problem) {
      return lines.error(problem);
    }
  }
}
