package io.riverrank.tools.evaluate.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.job.errors.UserException;
import io.riverrank.tools.text.JsonLines;
import java.io.IOException;
import javax.annotation.Nullable;

/** What a file holds. */
public enum InputKind {
  PAIRS,
  REQUESTS,
  SAMPLES,
  RESULTS;

  /**
   * By the extension, and of JSON Lines by the fields of the first object.
   *
   * @throws UserException if the first line is none of these
   */
  public static InputKind of(InputFile file, Columns columns) throws IOException {
    if (file.extension().matches("csv|tsv|tab|parquet")) {
      return PAIRS;
    }
    try (JsonLines lines = new JsonLines(file.name(), file.reader())) {
      JsonNode first = first(lines, file);
      if (first == null) {
        throw new UserException(file.name() + " is empty; there is nothing to evaluate");
      }
      if (first.has("positive")) {
        return SAMPLES;
      }
      if (first.has("results")) {
        return RESULTS;
      }
      if (first.has("candidates") || first.has("candidate") || first.has("documents")) {
        return REQUESTS;
      }
      if (first.has(columns.query()) || first.has(columns.document())) {
        return PAIRS;
      }
      throw lines.error(
          ("is neither a labelled pair (\"%s\", \"%s\", \"%s\"; name them by --query-column and so"
                  + " on), nor a request (\"candidates\"), a result (\"results\") or a sample"
                  + " (\"positive\")")
              .formatted(columns.query(), columns.document(), columns.label()));
    }
  }

  @Nullable
  private static JsonNode first(JsonLines lines, InputFile file) {
    try {
      return lines.next();
    } catch (UserException e) {
      if (file.extension().matches("(json|jsonl|ndjson)?")) {
        throw e;
      }
      throw new UserException(
          "%s; it was read as JSON Lines, since .%s is none of .csv, .tsv and .parquet"
              .formatted(e.getMessage(), file.extension()),
          e);
    }
  }
}
