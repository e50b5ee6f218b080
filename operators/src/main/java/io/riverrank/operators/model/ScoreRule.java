package io.riverrank.operators.model;

import java.util.List;

/**
 * How what the graph gives for a pair becomes its logit and its score. As {@code
 * CrossEncoder.predict} computes: the activation of every label first, then the softmax.
 *
 * @param labels names in the order of the graph's output, one or more
 * @param ranking index of the label whose score ranks
 * @param activation of each label
 * @param softmax over the labels, after the activation; {@code apply_softmax} of the reference
 * @param sigmoidInGraph whether the graph's last operator is a sigmoid, which is not applied twice
 */
public record ScoreRule(
    List<String> labels,
    int ranking,
    Activation activation,
    boolean softmax,
    boolean sigmoidInGraph) {

  /**
   * Logits of all labels. Where the graph applied the sigmoid they are computed back, finite
   * whatever its rounding: float32 has no values between 1 − 6e-8 and 1, so that a logit above 7 is
   * off by more than 1e-4, and 17.3 is the largest.
   *
   * @param outputs of the graph for one pair, {@code [labels]}
   */
  public float[] logits(float[] outputs) {
    if (!isActivatedByGraph()) {
      return outputs;
    }
    float[] logits = new float[outputs.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = logit(outputs[i]);
    }
    return logits;
  }

  /**
   * Of the ranking label.
   *
   * @param outputs of the graph for one pair, {@code [labels]}
   */
  public float score(float[] outputs) {
    if (!softmax) {
      return activated(outputs[ranking]);
    }
    // As torch does it: from the largest, so that nothing overflows.
    double largest = Double.NEGATIVE_INFINITY;
    for (float output : outputs) {
      largest = Math.max(largest, activated(output));
    }
    double sum = 0;
    for (float output : outputs) {
      sum += Math.exp(activated(output) - largest);
    }
    return (float) (Math.exp(activated(outputs[ranking]) - largest) / sum);
  }

  /** What is not as in a model with one label; empty where all is. */
  String choices() {
    String label =
        labels.size() == 1 ? "" : "|label=%d%s".formatted(ranking, softmax ? ",softmax" : "");
    return isActivatedByGraph() ? label + "|sigmoid_in_graph" : label;
  }

  private boolean isActivatedByGraph() {
    return sigmoidInGraph && activation == Activation.SIGMOID;
  }

  private float activated(float output) {
    return isActivatedByGraph() ? output : activation.apply(output);
  }

  private static float logit(float probability) {
    if (Float.isNaN(probability)) {
      return probability;
    }
    double within = Math.min(Math.max(probability, Float.MIN_VALUE), 1 - 0x1p-25);
    return (float) (Math.log(within) - Math.log1p(-within));
  }
}
