package io.riverrank.operators.monitoring.drift;

import com.fasterxml.jackson.databind.JsonNode;

/** A file's JSON isn't what it should be; thrown by the getters in here. */
final class JsonShape extends Exception {

  JsonShape(String message) {
    super(message);
  }

  static JsonNode object(JsonNode node, String name) throws JsonShape {
    return of(node, name, "object", node.path(name).isObject());
  }

  static JsonNode array(JsonNode node, String name) throws JsonShape {
    return of(node, name, "array", node.path(name).isArray());
  }

  static double number(JsonNode node, String name) throws JsonShape {
    double number = of(node, name, "number", node.path(name).isNumber()).asDouble();
    of(node, name, "finite number", Double.isFinite(number));
    return number;
  }

  static long count(JsonNode node, String name) throws JsonShape {
    boolean count = node.path(name).canConvertToLong() && node.path(name).asLong() >= 0;
    return of(node, name, "count", count && node.path(name).isIntegralNumber()).asLong();
  }

  static String text(JsonNode node, String name) throws JsonShape {
    return of(node, name, "text", node.path(name).isTextual()).asText();
  }

  private static JsonNode of(JsonNode node, String name, String what, boolean is) throws JsonShape {
    if (!is) {
      throw new JsonShape("\"%s\" is missing or no %s".formatted(name, what));
    }
    return node.path(name);
  }
}
