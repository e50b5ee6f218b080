package io.riverrank.operators.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.operators.settings.LabelSettings;
import io.riverrank.operators.settings.ModelSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A small model of each kind, as {@code src/test/python/make_rerankers.py} writes them. */
public enum Rerankers {
  /** A classifier of today's encoders. */
  MODERNBERT("modernbert"),
  /** Transformer, Pooling and two Dense layers; a default prompt before the query. */
  DENSE("dense"),
  /** A language model with a chat template and prompts. */
  CAUSAL("causal"),
  /** A language model that reads both texts and nothing else. */
  CAUSAL_PLAIN("causal-plain"),
  /** Three labels, of which {@code entailment} ranks. */
  CLASSES("classes");

  private static final int ENTAILMENT = 1;

  private final String folder;

  Rerankers(String folder) {
    this.folder = folder;
  }

  /** In the sources, since the tests of other modules have these resources in a jar. */
  public Path directory() {
    Path here = Path.of("src/test/resources/rerankers");
    Path fromJob = Path.of("../../operators").resolve(here);
    return (here.toFile().isDirectory() ? here : fromJob).resolve(folder);
  }

  /** As a user would have to say them. */
  public ModelSettings settings() {
    ModelSettings settings = ModelSettings.of(directory().toString());
    return this == CLASSES
        ? settings.withLabel(new LabelSettings("entailment", LabelSettings.Activation.NONE))
        : settings;
  }

  /** The reference's scores of the parity pairs, in order. */
  public JsonNode expected() {
    return read("expected.json");
  }

  /** The reference's scores of the first parity pairs, by prompt. */
  public Map<String, JsonNode> expectedByPrompt() {
    Map<String, JsonNode> expected = new LinkedHashMap<>();
    read("expected-prompts.json").properties().forEach(e -> expected.put(e.getKey(), e.getValue()));
    return expected;
  }

  /** Of the label that ranks. */
  public float logit(JsonNode expected) {
    return ranking(expected.get("logit"));
  }

  /** Of the label that ranks. */
  public float score(JsonNode expected) {
    return ranking(expected.get("score"));
  }

  private static float ranking(JsonNode labels) {
    return labels.isArray() ? labels.get(ENTAILMENT).floatValue() : labels.floatValue();
  }

  private JsonNode read(String file) {
    try {
      return new ObjectMapper().readTree(directory().resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
