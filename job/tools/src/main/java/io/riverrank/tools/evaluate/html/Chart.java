package io.riverrank.tools.evaluate.html;

import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.page.Axis;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.PathData;
import io.riverrank.tools.page.Svg;
import java.util.List;
import java.util.Locale;

/** Draws the charts of an evaluation. */
final class Chart {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 260;
  private static final int LEFT = 46;
  private static final int BOTTOM = 44;
  private static final int TOP = 14;
  private static final int RIGHT = 20;

  private final Svg svg;
  private final Axis axis;

  private Chart(String title, String xLabel, Axis axis) {
    this.axis = axis;
    svg = new Svg("chart", WIDTH, HEIGHT, title);
    for (double mark : axis.marks()) {
      svg.line("grid", LEFT, y(mark), WIDTH - RIGHT, y(mark));
      svg.text("tick end", LEFT - 6, y(mark) + 4, axis.label(mark));
    }
    svg.text("axis", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 4, xLabel);
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
    Chart chart = new Chart(title, xLabel, max <= 1 ? Axis.ofShares() : Axis.ofCounts(max));
    int groups = notes.size();
    double slot = (WIDTH - LEFT - RIGHT) / (double) Math.max(1, groups);
    for (int group = 0; group < groups; group++) {
      double x = LEFT + slot * group;
      chart.svg.group(notes.get(group));
      double width = slot * 0.84 / series.size();
      for (int s = 0; s < series.size(); s++) {
        double value = Math.max(0, values[s][group]);
        if (!Double.isNaN(value)) {
          chart.bar("series" + s, x + slot * 0.08 + s * width, chart.y(value), width);
          if (series.size() == 1) {
            chart.svg.text("tick", x + slot / 2, chart.y(value) - 5, Html.number(values[s][group]));
          }
        }
      }
      chart.svg.endGroup();
    }
    double first = LEFT + (labels.size() > groups ? 0 : slot / 2);
    for (int i = 0; i < labels.size(); i++) {
      chart.svg.text("tick", first + slot * i, HEIGHT - BOTTOM + 16, labels.get(i));
    }
    return chart.svg.end() + legend(series);
  }

  /**
   * A reliability curve: the mean label of each bin of scores, dots as large as the bin is full.
   */
  static String reliability(String title, double[] meanScores, double[] meanLabels, int[] counts) {
    Chart chart = new Chart(title, "score", Axis.ofShares());
    chart.svg.line("ideal", x(0), chart.y(0), x(1), chart.y(1));
    int most = 1;
    for (int count : counts) {
      most = Math.max(most, count);
    }
    PathData points = new PathData();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double x = x(meanScores[i]);
        double y = chart.y(meanLabels[i]);
        points = points.isEmpty() ? points.move(x, y) : points.line(x, y);
      }
    }
    chart.svg.path("curve", points);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        chart.svg.dot(
            "dot",
            x(meanScores[i]),
            chart.y(meanLabels[i]),
            3 + 7 * Math.sqrt(counts[i] / (double) most),
            String.format(
                Locale.ROOT,
                "mean score %.3f, mean label %.3f, %s",
                meanScores[i],
                meanLabels[i],
                Counted.of(counts[i], "case")));
      }
    }
    for (double mark : chart.axis.marks()) {
      chart.svg.text("tick", x(mark), HEIGHT - BOTTOM + 16, chart.axis.label(mark));
    }
    return chart.svg.end();
  }

  private static double x(double share) {
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - axis.share(value) * (HEIGHT - BOTTOM - TOP);
  }

  private void bar(String type, double x, double y, double width) {
    svg.rectangle(type, x, y, Math.max(1, width - 1), HEIGHT - BOTTOM - y);
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
