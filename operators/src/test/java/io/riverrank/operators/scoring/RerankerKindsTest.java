package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.ParityCases;
import io.riverrank.operators.testing.Rerankers;
import io.riverrank.operators.testing.TestSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Promises 1 and 2 for each kind of reranker, compiled by prepare.py. The models and the scores of
 * sentence-transformers 6.2.0 are by {@code src/test/python/make_rerankers.py}.
 */
class RerankerKindsTest {
  private static final List<TextPair> PAIRS = ParityCases.pairs();
  private static final float TOLERANCE = 1e-4f;

  @ParameterizedTest
  @EnumSource
  void scoresAreTheReferences(Rerankers kind) throws Exception {
    requireEqual(kind, predict(kind.settings(), TestSettings.BATCH, PAIRS), kind.expected());
  }

  /** By name, by text, and none where the model has a default. */
  @ParameterizedTest
  @EnumSource(names = {"CAUSAL", "DENSE"})
  void scoresWithAPromptAreTheReferences(Rerankers kind) throws Exception {
    float apart = 0;
    for (Map.Entry<String, JsonNode> prompt : kind.expectedByPrompt().entrySet()) {
      List<TextPair> pairs = PAIRS.subList(0, prompt.getValue().size());
      List<PairScore> scores =
          predict(kind.settings().withPrompt(prompt.getKey()), TestSettings.BATCH, pairs);

      requireEqual(kind, scores, prompt.getValue());
      float standard = kind.logit(kind.expected().get(0));
      apart = Math.max(apart, Math.abs(scores.get(0).logit() - standard));
    }
    assertThat(apart).as("what a prompt changes").isGreaterThan(0.01f);
  }

  private static void requireEqual(Rerankers kind, List<PairScore> scores, JsonNode expected) {
    for (int i = 0; i < scores.size(); i++) {
      JsonNode reference = expected.get(i);
      PairScore score = scores.get(i);
      String pair = kind + " " + i;
      if (reference.has("error")) {
        assertThat(score.error()).as(pair).contains("no token");
        continue;
      }
      assertThat(score.error()).as(pair).isNull();
      assertThat(score.tokens()).as(pair).isEqualTo(reference.get("tokens").asInt());
      assertThat(score.logit()).as(pair).isCloseTo(kind.logit(reference), within(TOLERANCE));
      assertThat(score.score()).as(pair).isCloseTo(kind.score(reference), within(TOLERANCE));
    }
  }

  /** Alone, and in random batches, where most rows are padded. */
  @ParameterizedTest
  @EnumSource
  void aScoreDoesNotDependOnItsNeighbours(Rerankers kind) throws Exception {
    List<PairScore> alone = predict(kind.settings(), new BatchSettings(1, 1, 0), PAIRS);
    List<Integer> order = new ArrayList<>(IntStream.range(0, PAIRS.size()).boxed().toList());
    Collections.shuffle(order, new Random(5));

    List<PairScore> batched =
        predict(
            kind.settings(),
            new BatchSettings(4096, 64, 0),
            order.stream().map(PAIRS::get).toList());

    for (int i = 0; i < order.size(); i++) {
      PairScore expected = alone.get(order.get(i));
      assertThat(batched.get(i).error()).isEqualTo(expected.error());
      if (expected.error() == null) {
        assertThat(batched.get(i).logit()).isCloseTo(expected.logit(), within(1e-5f));
      }
    }
  }

  private static List<PairScore> predict(
      ModelSettings settings, BatchSettings batch, List<TextPair> pairs) throws Exception {
    try (CrossEncoder model = CrossEncoder.load(settings, TestSettings.cpu(1), batch)) {
      return model.predict(pairs);
    }
  }
}
