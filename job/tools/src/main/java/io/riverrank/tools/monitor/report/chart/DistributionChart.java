package io.riverrank.tools.monitor.report.chart;

import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.tools.page.Axis;
import io.riverrank.tools.page.Svg;
import java.util.List;
import java.util.Locale;

/** The shares of a baseline and of a window in the baseline's bins, side by side. */
public final class DistributionChart {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 170;
  private static final int LEFT = 46;
  private static final int RIGHT = 10;
  private static final int TOP = 8;
  private static final int BOTTOM = 24;
  private static final int LABELS = 5;

  private DistributionChart() {}

  public static String of(String title, Drift.Bins bins) {
    double[] baseline = shares(bins.baseline());
    double[] window = shares(bins.window());
    double most = 0;
    for (int i = 0; i < baseline.length; i++) {
      most = Math.max(most, Math.max(baseline[i], window[i]));
    }
    Axis axis = Axis.of(0, most);
    Svg svg = new Svg("chart", WIDTH, HEIGHT, title);
    for (double mark : axis.marks()) {
      svg.line("grid", LEFT, y(axis, mark), WIDTH - RIGHT, y(axis, mark));
      svg.text(
          "tick end",
          LEFT - 6,
          y(axis, mark) + 4,
          String.format(Locale.ROOT, axis.step() < 0.01 ? "%.1f %%" : "%.0f %%", 100 * mark));
    }
    double slot = (WIDTH - LEFT - RIGHT) / (double) baseline.length;
    for (int i = 0; i < baseline.length; i++) {
      double x = LEFT + i * slot;
      svg.group(note(bins, i, baseline[i], window[i]));
      bar(svg, "series1", axis, x + slot * 0.08, baseline[i], slot * 0.42);
      bar(svg, "series0", axis, x + slot * 0.5, window[i], slot * 0.42);
      svg.endGroup();
    }
    edges(svg, bins.edges(), slot);
    return svg.end();
  }

  private static void edges(Svg svg, List<Double> edges, double slot) {
    int every = Math.max(1, (edges.size() + LABELS - 1) / LABELS);
    for (int i = 0; i < edges.size(); i += every) {
      svg.text("tick", LEFT + (i + 1) * slot, HEIGHT - 6, number(edges.get(i)));
    }
  }

  private static void bar(Svg svg, String type, Axis axis, double x, double share, double width) {
    svg.rectangle(type, x, y(axis, share), width, HEIGHT - BOTTOM - y(axis, share));
  }

  private static String note(Drift.Bins bins, int bin, double baseline, double window) {
    List<Double> edges = bins.edges();
    String from = bin == 0 ? "" : "above " + number(edges.get(bin - 1));
    String to = bin == edges.size() ? "" : "to " + number(edges.get(bin));
    return String.format(
        Locale.ROOT,
        "%s: baseline %.1f %%, window %.1f %%",
        (from + " " + to).strip(),
        100 * baseline,
        100 * window);
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT,
        Math.abs(value) >= 100 ? "%,.0f" : value == Math.rint(value) ? "%.0f" : "%.2f",
        value);
  }

  private static double[] shares(List<Long> counts) {
    double sum = counts.stream().mapToLong(count -> count).sum();
    return counts.stream().mapToDouble(count -> sum > 0 ? count / sum : 0).toArray();
  }

  private static double y(Axis axis, double share) {
    return HEIGHT - BOTTOM - axis.share(share) * (HEIGHT - BOTTOM - TOP);
  }
}
