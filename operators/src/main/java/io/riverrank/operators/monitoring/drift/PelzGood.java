package io.riverrank.operators.monitoring.drift;

/**
 * P(D &lt; d) of many values: Kolmogorov's limit with three terms of correction, in the form that
 * converges fast for small z = d√n. W. Pelz, I. J. Good, "Approximating the Lower Tail-Areas of the
 * Kolmogorov-Smirnov One-Sample Statistic", J. R. Stat. Soc. B 38(2), 1976. Off by about n⁻².
 */
final class PelzGood {

  private static final double PI2 = Math.PI * Math.PI;
  private static final double PI4 = PI2 * PI2;
  private static final double PI6 = PI4 * PI2;
  private static final double ROOT_2_PI = Math.sqrt(2 * Math.PI);

  private PelzGood() {}

  static double below(double d, long n) {
    double root = Math.sqrt(n);
    double z = d * root;
    double z2 = z * z;
    double z4 = z2 * z2;
    double z6 = z4 * z2;
    double k0 = 0;
    double k1 = 0;
    double k2 = 0;
    double k3 = 0;
    int terms = (int) Math.ceil(16 * z / Math.PI);
    for (int k = 1; k <= terms; k++) {
      double odd = 2 * k - 1;
      double a2 = odd * odd;
      double a4 = a2 * a2;
      double q = Math.exp(-PI2 * a2 / (8 * z2));
      k0 += q;
      k1 += q * (PI2 / 4 * a2 - z2);
      k2 += q * (6 * z6 + 2 * z4 + PI2 / 4 * (2 * z4 - 5 * z2) * a2 + PI4 / 16 * (1 - 2 * z2) * a4);
      k3 +=
          q
              * (PI6 / 64 * (5 - 30 * z2) * a4 * a2
                  + PI4 / 16 * (212 * z4 - 60 * z2) * a4
                  + PI2 / 4 * (135 * z4 - 96 * z6) * a2
                  - 30 * z6
                  - 90 * z4 * z4);
    }
    double even2 = 0;
    double even3 = 0;
    for (int k = 1; k <= terms; k++) {
      double b2 = PI2 * k * k;
      double q = Math.exp(-b2 / (2 * z2));
      even2 += q * b2;
      even3 += q * b2 * (3 * z2 - b2);
    }
    return ROOT_2_PI
        * (k0 / z
            + k1 / (6 * z4) / root
            + (k2 / (72 * z6 * z) - even2 / (36 * z2 * z)) / n
            + (k3 / (6480 * z6 * z4) + even3 / (216 * z6)) / (n * root));
  }
}
