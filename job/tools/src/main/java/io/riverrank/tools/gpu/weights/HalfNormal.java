package io.riverrank.tools.gpu.weights;

import ai.onnxruntime.platform.Fp16Conversions;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Values of a normal distribution with mean 0, in half precision: one of its 65,536 quantiles for
 * each 16 random bits. The same seed gives the same values.
 */
final class HalfNormal {
  private static final int QUANTILES = 1 << 16;

  private final short[] quantiles = new short[QUANTILES];
  private final SplittableRandom random;
  private long bits;
  private int left;

  HalfNormal(double standardDeviation, long seed) {
    NormalDistribution normal = NormalDistribution.of(0, standardDeviation);
    for (int i = 0; i < QUANTILES; i++) {
      quantiles[i] =
          Fp16Conversions.floatToFp16(
              (float) normal.inverseCumulativeProbability((i + 0.5) / QUANTILES));
    }
    random = new SplittableRandom(seed);
  }

  /** The next value's bits. */
  short next() {
    if (left == 0) {
      bits = random.nextLong();
      left = Long.BYTES / Short.BYTES;
    }
    short value = quantiles[(int) (bits & (QUANTILES - 1))];
    bits >>>= Short.SIZE;
    left--;
    return value;
  }
}
