package io.riverrank.tools.gpu.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.operators.scoring.TextPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pairs of the parity cases: languages, empty texts, lengths around every limit. */
public final class CheckPairs {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CheckPairs() {}

  /** All of them, in their order. */
  public static List<TextPair> parity(Path bundle) throws IOException {
    List<TextPair> pairs = new ArrayList<>();
    for (JsonNode pair : MAPPER.readTree(bundle.resolve("parity/pairs.json").toFile())) {
      pairs.add(new TextPair(pair.get("query").textValue(), pair.get("document").textValue()));
    }
    return pairs;
  }

  /** The reference's logits for these pairs, where the bundle has them for a model. */
  public static Optional<double[]> expected(Path bundle, String model) throws IOException {
    Path file = bundle.resolve("parity/expected-" + model + ".json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode reference = MAPPER.readTree(file.toFile());
    JsonNode cases = reference.isArray() ? reference : reference.get("cases");
    double[] logits = new double[cases.size()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = cases.get(i).get("logit").doubleValue();
    }
    return Optional.of(logits);
  }
}
