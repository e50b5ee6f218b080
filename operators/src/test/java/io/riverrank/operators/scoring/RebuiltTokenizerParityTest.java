package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise 1 where tokenizer.json says something else than its tokenizer class in transformers 5
 * makes of it: case in BERT's, the map of characters in DeBERTa's. The models and the scores of
 * sentence-transformers 6.2.0 are by {@code src/test/python/make_models.py}.
 */
class RebuiltTokenizerParityTest {

  private static final float TOLERANCE = 1e-4f;

  @ParameterizedTest
  @ValueSource(strings = {"cased-tiny", "deberta-tiny"})
  void scoresAreTheReferences(String name) throws Exception {
    Path directory = TestSettings.modelDirectory(name);
    List<JsonNode> expected = expected(directory);

    List<PairScore> scores;
    try (CrossEncoder model =
        CrossEncoder.load(
            ModelSettings.of(directory.toString()), TestSettings.cpu(1), TestSettings.BATCH)) {
      scores = model.predict(expected.stream().map(RebuiltTokenizerParityTest::pair).toList());
    }

    float apart = 0;
    for (int i = 0; i < expected.size(); i++) {
      JsonNode reference = expected.get(i);
      PairScore score = scores.get(i);
      String pair = reference.get("query") + " " + reference.get("document");
      assertThat(score.error()).as(pair).isNull();
      assertThat(score.tokens()).as(pair).isEqualTo(reference.get("tokens").asInt());
      assertThat(score.logit())
          .as(pair)
          .isCloseTo(reference.get("logit").floatValue(), within(TOLERANCE));
      assertThat(score.score())
          .as(pair)
          .isCloseTo(reference.get("score").floatValue(), within(TOLERANCE));
      float asItIs = reference.get("with_tokenizer_json_as_it_is").floatValue();
      apart = Math.max(apart, Math.abs(score.logit() - asItIs));
    }
    assertThat(apart).as("what the class makes of the file").isGreaterThan(0.1f);
  }

  private static List<JsonNode> expected(Path directory) throws Exception {
    JsonNode cases = new ObjectMapper().readTree(directory.resolve("expected.json").toFile());
    return StreamSupport.stream(cases.spliterator(), false).toList();
  }

  private static TextPair pair(JsonNode reference) {
    return new TextPair(reference.get("query").asText(), reference.get("document").asText());
  }
}
