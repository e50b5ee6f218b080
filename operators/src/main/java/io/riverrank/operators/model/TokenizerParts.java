package io.riverrank.operators.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is in tokenizer.json beside its vocabulary and merges, which may be 17 MB and are never kept
 * as a tree.
 *
 * @param top by the names of the file's fields: {@code normalizer}, {@code pre_tokenizer}, {@code
 *     post_processor}; without those that it has not
 * @param model the model's fields but {@code vocab} and {@code merges}
 */
record TokenizerParts(Map<String, JsonNode> top, Map<String, JsonNode> model) {

  static final Set<String> TOP = Set.of("normalizer", "pre_tokenizer", "post_processor");
  private static final Set<String> LARGE = Set.of("vocab", "merges");
  private static final String MODEL = "model";

  /** Keeps no table of the names that it reads: a vocabulary has them by the ten thousand. */
  static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxStringLength(Integer.MAX_VALUE)
                      .maxNameLength(Integer.MAX_VALUE)
                      .build())
              .build());

  static TokenizerParts read(Path file) throws IOException {
    Map<String, JsonNode> top = new LinkedHashMap<>();
    Map<String, JsonNode> model = new LinkedHashMap<>();
    try (JsonParser json = MAPPER.createParser(file.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (TOP.contains(name)) {
          top.put(name, json.readValueAsTree());
        } else if (name.equals(MODEL) && json.hasToken(JsonToken.START_OBJECT)) {
          readModel(json, model);
        } else {
          json.skipChildren();
        }
      }
    }
    return new TokenizerParts(top, model);
  }

  private static void readModel(JsonParser json, Map<String, JsonNode> model) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (LARGE.contains(name)) {
        json.skipChildren();
      } else {
        model.put(name, json.readValueAsTree());
      }
    }
  }

  /** One of those at the top; JSON's null where the file has none. */
  JsonNode of(String name) {
    return top.getOrDefault(name, NullNode.getInstance());
  }

  /** Empty in files of old. */
  String modelType() {
    return model.getOrDefault("type", MissingNode.getInstance()).asText();
  }

  /** Whether these mean what others do, which say all that they mean. */
  boolean mean(TokenizerParts others) {
    return meant(top).equals(meant(others.top)) && meant(model).equals(meant(others.model));
  }

  private static Map<String, JsonNode> meant(Map<String, JsonNode> parts) {
    Map<String, JsonNode> meant = new LinkedHashMap<>();
    parts.forEach((name, part) -> meant.put(name, canonical(part.deepCopy())));
    meant.values().removeIf(JsonNode::isNull);
    meant.remove("type");
    return meant;
  }

  /** Metaspace has had other names for the same. */
  private static JsonNode canonical(JsonNode part) {
    if (part instanceof ObjectNode object && object.path("type").asText().equals("Metaspace")) {
      JsonNode prefix = object.remove("add_prefix_space");
      object.remove("str_rep");
      if (!object.has("prepend_scheme")) {
        boolean always = prefix == null || prefix.asBoolean();
        object.put("prepend_scheme", always ? "always" : "never");
      }
      if (!object.has("split")) {
        object.put("split", true);
      }
    }
    for (JsonNode inside : part) {
      canonical(inside);
    }
    return part;
  }

  /** The file with these in the place of its own. */
  byte[] replace(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Files.size(file));
    try (JsonParser json = MAPPER.createParser(file.toFile());
        JsonGenerator copy = MAPPER.createGenerator(bytes)) {
      json.nextToken();
      copy.writeStartObject();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (top.containsKey(name)) {
          json.skipChildren();
        } else if (name.equals(MODEL)) {
          copy.writeFieldName(name);
          replaceModel(json, copy);
        } else {
          copy.writeFieldName(name);
          copy.copyCurrentStructure(json);
        }
      }
      write(top, copy);
      copy.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private void replaceModel(JsonParser json, JsonGenerator copy) throws IOException {
    copy.writeStartObject();
    write(model, copy);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (model.containsKey(name)) {
        json.skipChildren();
      } else {
        copy.writeFieldName(name);
        copy.copyCurrentStructure(json);
      }
    }
    copy.writeEndObject();
  }

  private static void write(Map<String, JsonNode> parts, JsonGenerator copy) throws IOException {
    for (Map.Entry<String, JsonNode> part : parts.entrySet()) {
      copy.writeFieldName(part.getKey());
      copy.writeTree(part.getValue());
    }
  }
}
