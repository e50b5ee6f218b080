package io.riverrank.operators.monitoring.drift;

import java.util.Arrays;

/**
 * P(D &lt; d) by powers of Durbin's matrix: Marsaglia, Tsang, Wang, "Evaluating Kolmogorov's
 * Distribution", J. Stat. Softw. 8(18), 2003. Exact; time n·d cubed × log n.
 */
final class DurbinMatrix {

  /** Powers are scaled by powers of two before they overflow. */
  private static final int SCALE = 400;

  private DurbinMatrix() {}

  /** A matrix × 2^exponent. */
  private record Scaled(double[][] matrix, int exponent) {

    Scaled times(Scaled other) {
      int size = matrix.length;
      double[][] product = new double[size][size];
      for (int i = 0; i < size; i++) {
        for (int k = 0; k < size; k++) {
          double factor = matrix[i][k];
          for (int j = 0; factor != 0 && j < size; j++) {
            product[i][j] += factor * other.matrix[k][j];
          }
        }
      }
      Scaled result = new Scaled(product, exponent + other.exponent);
      return product[size / 2][size / 2] > Math.scalb(1.0, SCALE) ? result.scaledDown() : result;
    }

    private Scaled scaledDown() {
      double[][] smaller =
          Arrays.stream(matrix)
              .map(row -> Arrays.stream(row).map(x -> Math.scalb(x, -SCALE)).toArray())
              .toArray(double[][]::new);
      return new Scaled(smaller, exponent + SCALE);
    }
  }

  static double below(double d, int n) {
    int k = (int) Math.ceil(n * d);
    Scaled power = power(matrix(k, k - n * d), n);
    double probability = power.matrix[k - 1][k - 1];
    int exponent = power.exponent;
    for (int i = 1; i <= n; i++) {
      probability *= i / (double) n;
      if (probability < Math.scalb(1.0, -SCALE)) {
        probability = Math.scalb(probability, SCALE);
        exponent -= SCALE;
      }
    }
    return Math.scalb(probability, exponent);
  }

  private static double[][] matrix(int k, double h) {
    int m = 2 * k - 1;
    double[] inverseFactorials = new double[m + 1];
    inverseFactorials[0] = 1;
    for (int i = 1; i <= m; i++) {
      inverseFactorials[i] = inverseFactorials[i - 1] / i;
    }
    double[][] matrix = new double[m][m];
    for (int i = 0; i < m; i++) {
      for (int j = 1; j <= Math.min(i + 1, m - 1); j++) {
        matrix[i][j] = inverseFactorials[i - j + 1];
      }
    }
    for (int i = 0; i < m; i++) {
      double edge = (1 - Math.pow(h, i + 1)) * inverseFactorials[i + 1];
      matrix[i][0] = edge;
      matrix[m - 1][m - 1 - i] = edge;
    }
    double corner = 1 - 2 * Math.pow(h, m) + Math.pow(Math.max(0, 2 * h - 1), m);
    matrix[m - 1][0] = corner * inverseFactorials[m];
    return matrix;
  }

  private static Scaled power(double[][] matrix, int n) {
    Scaled base = new Scaled(matrix, 0);
    Scaled result = null;
    for (int rest = n; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = result == null ? base : result.times(base);
      }
      if (rest > 1) {
        base = base.times(base);
      }
    }
    return result;
  }
}
