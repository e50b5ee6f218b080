package io.riverrank.tools.monitor.report.history;

/** Names of series that are no figures. A figure's name has no space. */
public final class SeriesName {
  private static final String QUANTILE = " q";

  private SeriesName() {}

  public static String ofPsi(String distribution) {
    return distribution + " psi";
  }

  public static String ofKs(String distribution) {
    return distribution + " ks";
  }

  /**
   * @param share of the values below, as the record writes it
   */
  public static String ofQuantile(String distribution, String share) {
    return distribution + QUANTILE + share;
  }

  static boolean isQuantile(String name) {
    return name.contains(QUANTILE);
  }

  static String distribution(String name) {
    return name.substring(0, name.indexOf(' '));
  }

  static String shareText(String quantile) {
    return quantile.substring(quantile.indexOf(QUANTILE) + QUANTILE.length());
  }

  static double share(String quantile) {
    return Double.parseDouble(shareText(quantile));
  }

  static boolean isFigure(String name) {
    return name.indexOf(' ') < 0;
  }
}
