package io.riverrank.operators.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.operators.scoring.TextPair;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Pairs with the scores that sentence-transformers gives them. */
public final class ParityCases {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ParityCases() {}

  /** One pair's reference. */
  public record Expected(String name, float score, float logit, int tokens, boolean truncated) {}

  public static List<TextPair> pairs() {
    List<TextPair> pairs = new ArrayList<>();
    for (JsonNode pair : read("pairs")) {
      pairs.add(new TextPair(pair.get("query").asText(), pair.get("document").asText()));
    }
    return pairs;
  }

  public static List<Expected> expected(String model) {
    List<Expected> expected = new ArrayList<>();
    for (JsonNode c : read("expected-" + model).get("cases")) {
      expected.add(
          new Expected(
              c.get("name").asText(),
              (float) c.get("score").asDouble(),
              (float) c.get("logit").asDouble(),
              c.get("tokens").asInt(),
              c.get("truncated").asBoolean()));
    }
    return expected;
  }

  private static JsonNode read(String name) {
    try (InputStream in = ParityCases.class.getResourceAsStream("/parity/" + name + ".json")) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
