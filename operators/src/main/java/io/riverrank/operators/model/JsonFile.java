package io.riverrank.operators.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.riverrank.operators.errors.FileProblem;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import javax.annotation.Nullable;

/** One of a model directory's small JSON files; absent fields are null, whatever the nesting. */
final class JsonFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path path;
  private final JsonNode root;

  private JsonFile(Path path, JsonNode root) {
    this.path = path;
    this.root = root;
  }

  /** An absent file reads as an empty one. */
  static JsonFile readIfPresent(Path path) {
    return Files.isRegularFile(path) ? read(path) : new JsonFile(path, MissingNode.getInstance());
  }

  static JsonFile read(Path path) {
    try {
      return new JsonFile(path, MAPPER.readTree(path.toFile()));
    } catch (JsonProcessingException | CharConversionException e) {
      throw notJson(path, e);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * @param e a {@link CharConversionException} where not even the characters can be read
   */
  static ModelException notJson(Path path, IOException e) {
    String told =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return new ModelException(
        "%s is not JSON (%s); copy the model again"
            .formatted(path, told.lines().findFirst().orElse("")),
        e);
  }

  static ModelException unreadable(Path path, IOException e) {
    return ModelException.mayPass("%s can't be read: %s".formatted(path, FileProblem.of(e)), e);
  }

  Path path() {
    return path;
  }

  JsonNode root() {
    return root;
  }

  /** The node at nested field names; missing if any of them is. */
  JsonNode at(String... names) {
    JsonNode node = root;
    for (String name : names) {
      node = node.path(name);
    }
    return node;
  }

  @Nullable
  String text(String... names) {
    JsonNode node = at(names);
    return node.isTextual() ? node.textValue() : null;
  }

  /** A whole number; one that does not fit an int (transformers' "no limit" is 1e30) is none. */
  OptionalInt integer(String... names) {
    JsonNode node = at(names);
    return node.isNumber() && node.canConvertToInt()
        ? OptionalInt.of(node.intValue())
        : OptionalInt.empty();
  }
}
