package io.riverrank.tools.bench.advice;

import io.riverrank.operators.evaluation.Correlation;

/**
 * How far the scores of a choice are from the full-precision file's by ONNX Runtime on the CPU.
 *
 * @param maxDifference of two logits
 * @param spearman of all logits; NaN where there are fewer than two, or no two differ
 */
public record Quality(double maxDifference, double spearman) {
  /** As close as two runtimes come to each other in full precision. */
  private static final double SAME = 1e-4;

  /** Rankings are the same but for near ties. */
  private static final double CLOSE = 0.995;

  static Quality of(double[] logits, double[] reference) {
    double max = 0;
    for (int i = 0; i < logits.length; i++) {
      max = Math.max(max, Math.abs(logits[i] - reference[i]));
    }
    return new Quality(max, Correlation.spearman(logits, reference));
  }

  /** Whether these are the reference's own scores. */
  public boolean isFull() {
    return maxDifference <= SAME;
  }

  /** Whether rankings by these are nearly the reference's. */
  public boolean isClose() {
    return isFull() || spearman >= CLOSE;
  }
}
