package io.riverrank.operators.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * Which prompt a model reads, by the precedence of sentence-transformers.
 *
 * @param texts by name; may be missing
 * @param standard name of the one that is read where nothing is said; null for none
 * @param source where they stand, for messages
 */
record Prompts(JsonNode texts, @Nullable String standard, Path source) {
  /** What nobody would prompt a model with, but call a prompt. */
  private static final Pattern NAME = Pattern.compile("[\\w.-]+");

  /**
   * The user's choice, by name or as a text, else the default.
   *
   * @param choice name or text, empty for none; null for the default
   * @return a text; empty for none
   * @throws ModelException for a name that there is no prompt of
   */
  String choose(@Nullable String choice) {
    String name = choice == null ? standard : choice;
    if (name == null || name.isEmpty()) {
      return "";
    }
    JsonNode text = texts.get(name);
    if (text != null) {
      return text.asText("");
    }
    if (choice == null) {
      throw new ModelException(
          "%s names %s as its default prompt, and has no such prompt; name %s"
              .formatted(source, name, offer()));
    }
    if (NAME.matcher(choice).matches()) {
      throw new ModelException(
          "rerank.model.prompt is %s, and %s has no such prompt; set it to %s, or to a text of more than a word"
              .formatted(choice, source, offer()));
    }
    return choice;
  }

  private String offer() {
    List<String> names = new ArrayList<>();
    texts.fieldNames().forEachRemaining(names::add);
    return names.isEmpty() ? "one that it has" : String.join(" or ", names);
  }
}
