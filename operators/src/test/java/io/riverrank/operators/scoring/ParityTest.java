package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.operators.evaluation.Correlation;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.ParityCases;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.schemas.RankedCandidate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise 1: the scores that {@code CrossEncoder.predict} gives. */
class ParityTest {
  private static final List<TextPair> PAIRS = ParityCases.pairs();

  @ParameterizedTest
  @CsvSource({
    "xlmr-tiny, onnx/model.onnx",
    "xlmr-tiny, onnx/model_token_types.onnx",
    "gte-tiny, onnx/model.onnx"
  })
  void fp32FilesScoreAsTheReference(String model, String file) throws Exception {
    List<PairScore> scores = predict(directory(model).withFile(file));

    List<ParityCases.Expected> expected = ParityCases.expected(model);
    for (int i = 0; i < PAIRS.size(); i++) {
      ParityCases.Expected reference = expected.get(i);
      PairScore score = scores.get(i);
      assertThat(score.error()).as(reference.name()).isNull();
      assertThat(score.tokens()).as(reference.name()).isEqualTo(reference.tokens());
      assertThat(score.truncated()).as(reference.name()).isEqualTo(reference.truncated());
      assertThat(score.logit()).as(reference.name()).isCloseTo(reference.logit(), within(1e-4f));
      assertThat(score.score()).as(reference.name()).isCloseTo(reference.score(), within(1e-4f));
    }
  }

  /** Int8 rounding differs between kinds of CPU, by up to 0.15 in a logit. */
  @Test
  void bundledInt8FileScoresAsTheReference() throws Exception {
    List<PairScore> scores = predict(TestSettings.BUNDLED);

    List<ParityCases.Expected> expected =
        ParityCases.expected("demo-cross-encoder-model_qint8_rowwise");
    double[] ours = new double[PAIRS.size()];
    double[] theirs = new double[PAIRS.size()];
    for (int i = 0; i < PAIRS.size(); i++) {
      ParityCases.Expected reference = expected.get(i);
      assertThat(scores.get(i).tokens()).as(reference.name()).isEqualTo(reference.tokens());
      assertThat(scores.get(i).truncated()).as(reference.name()).isEqualTo(reference.truncated());
      assertThat(scores.get(i).logit())
          .as(reference.name())
          .isCloseTo(reference.logit(), within(0.35f));
      ours[i] = scores.get(i).logit();
      theirs[i] = reference.logit();
    }
    assertThat(Correlation.spearman(ours, theirs)).isGreaterThanOrEqualTo(0.995);
  }

  @Test
  void ranksAsTheReferenceDoes() throws Exception {
    List<ParityCases.Expected> expected = ParityCases.expected("xlmr-tiny").subList(0, 4);
    String query = PAIRS.get(0).query();
    List<String> documents = PAIRS.subList(0, 4).stream().map(TextPair::document).toList();

    List<RankedCandidate> ranking;
    try (CrossEncoder model = load(directory("xlmr-tiny"))) {
      ranking = model.rank(query, documents);
    }

    List<String> byReference =
        IntStream.range(0, 4)
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> -expected.get(i).score()))
            .map(String::valueOf)
            .toList();
    assertThat(ranking).extracting(RankedCandidate::docId).isEqualTo(byReference);
    assertThat(ranking).extracting(RankedCandidate::rank).containsExactly(1, 2, 3, 4);
  }

  private static ModelSettings directory(String model) {
    return ModelSettings.of(TestSettings.modelDirectory(model).toString())
        .withFile("onnx/model.onnx");
  }

  private static List<PairScore> predict(ModelSettings settings) throws Exception {
    try (CrossEncoder model = load(settings)) {
      return model.predict(PAIRS);
    }
  }

  private static CrossEncoder load(ModelSettings settings) throws Exception {
    return CrossEncoder.load(settings, TestSettings.cpu(2), TestSettings.BATCH);
  }
}
