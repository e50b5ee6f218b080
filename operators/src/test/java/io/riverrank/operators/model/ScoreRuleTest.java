package io.riverrank.operators.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the graph's output to logit and score, with the numbers that torch gives. */
class ScoreRuleTest {
  private static final List<String> LABELS = List.of("contradiction", "entailment", "neutral");
  private static final float[] OUTPUTS = {-2.0393789f, -2.5628853f, -2.2493956f};

  private static ScoreRule rule(Activation activation, boolean softmax, boolean sigmoidInGraph) {
    return new ScoreRule(LABELS, 1, activation, softmax, sigmoidInGraph);
  }

  @Test
  void theChosenLabelIsTheScore() {
    ScoreRule rule = rule(Activation.IDENTITY, false, false);

    assertThat(rule.score(OUTPUTS)).isEqualTo(OUTPUTS[1]);
    assertThat(rule.logits(OUTPUTS)).isEqualTo(OUTPUTS);
  }

  /** {@code torch.softmax(torch.tensor(OUTPUTS), 0)[1]} */
  @Test
  void theSoftmaxIsOverAllLabels() {
    assertThat(rule(Activation.IDENTITY, true, false).score(OUTPUTS))
        .isCloseTo(0.2465406f, within(1e-6f));
    assertThat(rule(Activation.IDENTITY, true, false).score(new float[] {1e30f, 0, 1e30f}))
        .isZero();
  }

  /** {@code torch.softmax(torch.sigmoid(torch.tensor(OUTPUTS)), 0)[1]}, as predict does it. */
  @Test
  void theActivationComesBeforeTheSoftmax() {
    assertThat(rule(Activation.SIGMOID, true, false).score(OUTPUTS))
        .isCloseTo(0.32587624f, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(floats = {-80f, -7f, -0.3f, 0f, 2f, 6.9f})
  void theGraphsOwnSigmoidIsNotAppliedTwice(float logit) {
    ScoreRule rule = new ScoreRule(List.of("LABEL_0"), 0, Activation.SIGMOID, false, true);
    float[] outputs = {Activation.SIGMOID.apply(logit)};

    assertThat(rule.score(outputs)).isEqualTo(outputs[0]);
    assertThat(rule.logits(outputs)[0]).isCloseTo(logit, within(1e-4f));
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 1f})
  void aLogitComputedBackIsFinite(float probability) {
    ScoreRule rule = new ScoreRule(List.of("LABEL_0"), 0, Activation.SIGMOID, false, true);

    assertThat(rule.logits(new float[] {probability})[0]).isFinite();
  }

  @Test
  void withoutAnActivationTheGraphsOwnIsTheLogit() {
    ScoreRule rule = new ScoreRule(List.of("LABEL_0"), 0, Activation.IDENTITY, false, true);

    assertThat(rule.logits(new float[] {0.9f})[0]).isEqualTo(0.9f);
    assertThat(rule.score(new float[] {0.9f})).isEqualTo(0.9f);
  }
}
