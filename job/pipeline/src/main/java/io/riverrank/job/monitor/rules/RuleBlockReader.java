package io.riverrank.job.monitor.rules;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code rules:} and the list below it; what the keys of a rule mean is not its matter. */
final class RuleBlockReader {

  private static final String RULES = "rules";

  private final String file;
  private final YAMLParser parser;

  RuleBlockReader(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  List<RuleBlock> blocks() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT
        || parser.nextToken() != JsonToken.FIELD_NAME
        || !parser.currentName().equals(RULES)
        || parser.nextToken() != JsonToken.START_ARRAY) {
      throw problem("is not 'rules:' with a list below it; start the file so");
    }
    List<RuleBlock> blocks = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw problem("is no rule; write '- name: …' and the rule's keys below");
      }
      blocks.add(block());
    }
    if (blocks.isEmpty()) {
      throw problem("has no rule; write at least one, or leave the file out");
    }
    if (parser.nextToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
      throw problem("has more than 'rules:'; leave the rest out");
    }
    return blocks;
  }

  private RuleBlock block() throws IOException {
    int line = line();
    Map<String, RuleField> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int fieldLine = line();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        fields.put(key, new RuleField(fieldLine, "", texts(key)));
      } else if (token == JsonToken.VALUE_NULL || !token.isScalarValue()) {
        throw problem("'%s' has no value, or a list; give it one value".formatted(key));
      } else {
        fields.put(key, new RuleField(fieldLine, parser.getText(), Map.of()));
      }
    }
    return new RuleBlock(file, line, fields);
  }

  private Map<String, String> texts(String key) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_NULL || !token.isScalarValue()) {
        throw problem("'%s' of '%s' is no plain value; give it one".formatted(name, key));
      }
      texts.put(name, parser.getText());
    }
    return texts;
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private SettingsException problem(String what) {
    return new SettingsException("%s, line %d: %s".formatted(file, Math.max(1, line()), what));
  }
}
