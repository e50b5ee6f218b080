package io.riverrank.tools.evaluate.html;

import io.riverrank.schemas.text.Counted;
import java.util.List;
import java.util.Locale;

/** Draws small charts as SVG; colours are classes of the page's style sheet. */
final class Chart {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 260;
  private static final int LEFT = 46;
  private static final int BOTTOM = 44;
  private static final int TOP = 14;
  private static final int RIGHT = 20;
  private static final int TICKS = 4;

  private final StringBuilder svg = new StringBuilder();
  private final double maxY;

  private Chart(String title, String xLabel, double maxY) {
    this.maxY = maxY <= 1 ? 1 : roundUp(maxY);
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
            .formatted(WIDTH, HEIGHT, Html.escape(title)));
    for (int i = 0; i <= TICKS; i++) {
      double value = this.maxY * i / TICKS;
      line("grid", LEFT, y(value), WIDTH - RIGHT, y(value));
      text("tick end", LEFT - 6, y(value) + 4, tick(value));
    }
    text("axis", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 4, xLabel);
  }

  /**
   * Bars side by side; of one series, with their values on them.
   *
   * @param labels of the groups, or, one more than those, of the edges between them
   * @param series names, one a bar of each group
   * @param values {@code [series][group]}; NaN draws nothing
   * @param notes what a pointer on a group shows
   */
  static String bars(
      String title,
      String xLabel,
      List<String> labels,
      List<String> series,
      double[][] values,
      List<String> notes) {
    double max = 0;
    for (double[] row : values) {
      for (double value : row) {
        max = Math.max(max, Double.isNaN(value) ? 0 : value);
      }
    }
    Chart chart = new Chart(title, xLabel, max);
    int groups = notes.size();
    double slot = (WIDTH - LEFT - RIGHT) / (double) Math.max(1, groups);
    for (int group = 0; group < groups; group++) {
      double x = LEFT + slot * group;
      chart.svg.append("<g><title>").append(Html.escape(notes.get(group))).append("</title>");
      double width = slot * 0.84 / series.size();
      for (int s = 0; s < series.size(); s++) {
        double value = Math.max(0, values[s][group]);
        if (!Double.isNaN(value)) {
          chart.bar("series" + s, x + slot * 0.08 + s * width, chart.y(value), width);
          if (series.size() == 1) {
            chart.text("tick", x + slot / 2, chart.y(value) - 5, Html.number(values[s][group]));
          }
        }
      }
      chart.svg.append("</g>");
    }
    double first = LEFT + (labels.size() > groups ? 0 : slot / 2);
    for (int i = 0; i < labels.size(); i++) {
      chart.text("tick", first + slot * i, HEIGHT - BOTTOM + 16, labels.get(i));
    }
    return chart.end() + legend(series);
  }

  /**
   * A reliability curve: the mean label of each bin of scores, dots as large as the bin is full.
   */
  static String reliability(String title, double[] meanScores, double[] meanLabels, int[] counts) {
    Chart chart = new Chart(title, "score", 1);
    chart.line("ideal", x(0), chart.y(0), x(1), chart.y(1));
    int most = 1;
    for (int count : counts) {
      most = Math.max(most, count);
    }
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        points.append(
            String.format(Locale.ROOT, "%.1f,%.1f ", x(meanScores[i]), chart.y(meanLabels[i])));
      }
    }
    chart.svg.append("<polyline class=\"curve\" points=\"").append(points).append("\"/>");
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        chart.svg.append(
            String.format(
                Locale.ROOT,
                "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>mean score %.3f, mean"
                    + " label %.3f, %s</title></circle>",
                x(meanScores[i]),
                chart.y(meanLabels[i]),
                3 + 7 * Math.sqrt(counts[i] / (double) most),
                meanScores[i],
                meanLabels[i],
                Counted.of(counts[i], "case")));
      }
    }
    for (int i = 0; i <= TICKS; i++) {
      chart.text(
          "tick", x(i / (double) TICKS), HEIGHT - BOTTOM + 16, chart.tick(i / (double) TICKS));
    }
    return chart.end();
  }

  private static double x(double share) {
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - value / maxY * (HEIGHT - BOTTOM - TOP);
  }

  private void bar(String type, double x, double y, double width) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
            type,
            x,
            y,
            Math.max(1, width - 1),
            HEIGHT - BOTTOM - y));
  }

  private void line(String type, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
            type,
            x1,
            y1,
            x2,
            y2));
  }

  private void text(String type, double x, double y, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
            type,
            x,
            y,
            Html.escape(text)));
  }

  private String end() {
    return svg.append("</svg>").toString();
  }

  /** To a count whose quarters are 1, 2 or 5 with zeros. */
  private static double roundUp(double value) {
    double magnitude = Math.max(1, Math.pow(10, Math.floor(Math.log10(value / TICKS))));
    for (int digit : new int[] {1, 2, 5}) {
      if (TICKS * digit * magnitude >= value) {
        return TICKS * digit * magnitude;
      }
    }
    return TICKS * 10 * magnitude;
  }

  /** A share has two digits, a count none. */
  private String tick(double value) {
    return maxY > 1 || value == 0
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String legend(List<String> series) {
    if (series.size() == 1) {
      return "";
    }
    StringBuilder legend = new StringBuilder("<p class=\"legend\">");
    for (int i = 0; i < series.size(); i++) {
      legend.append(
          "<span><i class=\"key%d\"></i>%s</span>".formatted(i, Html.escape(series.get(i))));
    }
    return legend.append("</p>").toString();
  }
}
