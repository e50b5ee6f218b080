package io.riverrank.tools.evaluate.html;

import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Charts of scores and labels. */
final class ScoreCharts {
  private static final int BINS = 20;
  private static final int RELIABILITY_BINS = 10;

  private ScoreCharts() {}

  /** How many cases have which score, apart by whether the label is in the upper half. */
  static Section distribution(double[] scores, double[] labels, List<String> series) {
    double low = Math.min(0, Arrays.stream(scores).min().orElse(0));
    double high = Math.max(1, Arrays.stream(scores).max().orElse(1));
    double half = middle(labels);
    double[][] counts = new double[2][BINS];
    for (int i = 0; i < scores.length; i++) {
      int bin = (int) Math.min(BINS - 1, (scores[i] - low) / (high - low) * BINS);
      counts[labels[i] >= half ? 0 : 1][bin]++;
    }
    List<String> names = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (int edge = 0; edge <= BINS; edge++) {
      double at = low + (high - low) * edge / BINS;
      names.add(edge % 5 == 0 ? String.format(Locale.ROOT, "%.2f", at) : "");
    }
    for (int bin = 0; bin < BINS; bin++) {
      double from = low + (high - low) * bin / BINS;
      notes.add(
          String.format(
              Locale.ROOT,
              "scores from %.3g: %.0f %s, %.0f %s",
              from,
              counts[0][bin],
              series.get(0),
              counts[1][bin],
              series.get(1)));
    }
    return new Section(
        "Score distribution",
        "Cases by score. The further apart the two colours are, the better the model separates.",
        Chart.bars("Score distribution", "score", names, series, counts, notes),
        false);
  }

  /** Labels and scores that are not within 0 and 1 are brought there. */
  static Section calibration(double[] scores, double[] labels) {
    double[] x = unit(scores);
    double[] y = unit(labels);
    double[] sumX = new double[RELIABILITY_BINS];
    double[] sumY = new double[RELIABILITY_BINS];
    int[] counts = new int[RELIABILITY_BINS];
    for (int i = 0; i < x.length; i++) {
      int bin = (int) Math.min(RELIABILITY_BINS - 1, x[i] * RELIABILITY_BINS);
      sumX[bin] += x[i];
      sumY[bin] += y[i];
      counts[bin]++;
    }
    double error = 0;
    for (int bin = 0; bin < RELIABILITY_BINS; bin++) {
      error += Math.abs(sumX[bin] - sumY[bin]) / Math.max(1, x.length);
      sumX[bin] /= Math.max(1, counts[bin]);
      sumY[bin] /= Math.max(1, counts[bin]);
    }
    boolean scaled = x != scores || y != labels;
    return new Section(
        "Calibration",
        "Mean label by score; the dashed line is a score that means what it says. Dots grow with the"
            + " number of cases. Expected calibration error: "
            + Html.number(error)
            + (scaled ? ". Brought to 0…1 where a scale is another." : "."),
        Chart.reliability("Calibration", sumX, sumY, counts),
        false);
  }

  private static double middle(double[] values) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(1);
    return low == high ? low : (low + high) / 2;
  }

  private static double[] unit(double[] values) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(1);
    if (low >= 0 && high <= 1 || low == high) {
      return low == high
          ? Arrays.stream(values).map(v -> Math.max(0, Math.min(1, v))).toArray()
          : values;
    }
    return Arrays.stream(values).map(value -> (value - low) / (high - low)).toArray();
  }
}
