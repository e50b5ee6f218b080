package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.ParityCases;
import io.riverrank.operators.testing.TestSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 2: a score does not depend on its neighbours. */
class BatchInvarianceTest {
  private static final BatchSettings ALONE = new BatchSettings(1, 1, 0);

  @ParameterizedTest
  @ValueSource(strings = {"bundled", "xlmr-tiny", "gte-tiny"})
  void eachPairScoresTheSameAloneAndInRandomBatches(String model) throws Exception {
    ModelSettings settings =
        model.equals("bundled")
            ? TestSettings.BUNDLED
            : ModelSettings.of(TestSettings.modelDirectory(model).toString())
                .withFile("onnx/model.onnx");
    List<TextPair> pairs = pairs();
    List<PairScore> alone = predict(settings, ALONE, 1, pairs);

    Random random = new Random(3);
    for (BatchSettings batch :
        List.of(new BatchSettings(4096, 64, 0), new BatchSettings(1500, 7, 0))) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, pairs.size()).boxed().toList());
      Collections.shuffle(order, random);
      List<PairScore> batched =
          predict(settings, batch, 2, order.stream().map(pairs::get).toList());
      for (int i = 0; i < order.size(); i++) {
        assertThat(batched.get(i).logit())
            .isCloseTo(alone.get(order.get(i)).logit(), within(1e-5f));
      }
    }
  }

  /** 150 pairs: every parity query with its own and another document, of all lengths. */
  private static List<TextPair> pairs() {
    List<TextPair> cases = ParityCases.pairs();
    List<TextPair> pairs = new ArrayList<>(cases);
    for (int i = 0; i < cases.size(); i++) {
      pairs.add(new TextPair(cases.get(i).query(), cases.get((i + 20) % cases.size()).document()));
    }
    return pairs;
  }

  private static List<PairScore> predict(
      ModelSettings settings, BatchSettings batch, int callers, List<TextPair> pairs)
      throws Exception {
    try (CrossEncoder model = CrossEncoder.load(settings, TestSettings.cpu(callers), batch)) {
      return model.predict(pairs);
    }
  }
}
