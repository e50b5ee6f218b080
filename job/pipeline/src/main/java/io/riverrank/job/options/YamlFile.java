package io.riverrank.job.options;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a YAML file into dotted keys; values stay as they are written, so that Flink's options
 * parse them. A key without a value is left out. A list becomes its values with {@code ;} between.
 */
final class YamlFile {

  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;
  private final Map<String, String> values = new LinkedHashMap<>();

  private YamlFile(Path file) {
    this.file = file;
  }

  static Map<String, String> read(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new SettingsException("there is no readable file " + file);
    }
    YamlFile reader = new YamlFile(file);
    try (YAMLParser parser = YAML.createParser(Files.newBufferedReader(file))) {
      reader.readDocument(parser);
    } catch (JsonProcessingException e) {
      throw reader.invalid(e);
    } catch (IOException e) {
      throw new SettingsException("%s can't be read: %s".formatted(file, FileProblem.of(e)));
    }
    return reader.values;
  }

  private void readDocument(YAMLParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null || token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      throw new SettingsException("%s is not a list of keys with values".formatted(file));
    }
    readObject(parser, "");
    if (parser.nextToken() != null) {
      throw new SettingsException("%s has more than one YAML document".formatted(file));
    }
  }

  private void readObject(YAMLParser parser, String prefix) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = prefix + parser.currentName();
      switch (parser.nextToken()) {
        case START_OBJECT -> readObject(parser, key + ".");
        case START_ARRAY -> put(key, readList(parser, key));
        case VALUE_NULL -> {}
        default -> put(key, parser.getText());
      }
    }
  }

  private String readList(YAMLParser parser, String key) throws IOException {
    List<String> elements = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      if (!token.isScalarValue()) {
        throw new SettingsException(
            "%s: '%s' is a list of more than plain values".formatted(file, key));
      }
      elements.add(parser.getText());
      token = parser.nextToken();
    }
    return String.join(";", elements);
  }

  private void put(String key, String value) {
    if (value.isEmpty()) {
      return;
    }
    if (values.put(key, value) != null) {
      throw new SettingsException("%s: '%s' is there twice; keep one of them".formatted(file, key));
    }
  }

  /** Says where, but not what: the parser's own message quotes the line, secrets included. */
  private SettingsException invalid(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return new SettingsException(
        location == null
            ? "%s is not valid YAML".formatted(file)
            : "%s is not valid YAML near line %d, column %d"
                .formatted(file, location.getLineNr(), location.getColumnNr()));
  }
}
