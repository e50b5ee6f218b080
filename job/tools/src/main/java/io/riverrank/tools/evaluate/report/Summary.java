package io.riverrank.tools.evaluate.report;

import io.riverrank.operators.evaluation.Interval;
import io.riverrank.tools.evaluate.figures.Comparison;
import io.riverrank.tools.evaluate.figures.Evaluation;
import io.riverrank.tools.evaluate.figures.Metric;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures as a Markdown table, to read in a terminal or to paste. */
public final class Summary {
  private static final String INTERVAL = "95 % interval";

  private final Evaluation evaluation;

  public Summary(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  public void print(PrintWriter out) {
    out.println("### " + evaluation.heading());
    out.println();
    List<List<String>> rows = new ArrayList<>();
    rows.add(header());
    evaluation.metrics().forEach(metric -> rows.add(row(metric)));
    printTable(rows, out);
    out.println();
    out.println(
        evaluation.counts().entrySet().stream()
            .map(entry -> Evaluation.words(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", ")));
    evaluation.notes().forEach(note -> out.println("\n> " + note));
    out.flush();
  }

  private boolean hasBefore() {
    return evaluation.metrics().stream().anyMatch(metric -> !Double.isNaN(metric.before()));
  }

  private boolean isCompared() {
    return evaluation.metrics().stream().anyMatch(metric -> metric.comparison() != null);
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("metric"));
    if (hasBefore()) {
      header.add("before");
    }
    header.add("value");
    if (evaluation.hasIntervals()) {
      header.add(INTERVAL);
    }
    if (isCompared()) {
      header.addAll(List.of("other", "difference"));
      if (evaluation.hasIntervals()) {
        header.add(INTERVAL);
      }
      header.addAll(List.of("p", "wins/ties/losses of the other"));
    }
    return header;
  }

  private List<String> row(Metric metric) {
    List<String> row = new ArrayList<>(List.of(metric.name()));
    if (hasBefore()) {
      row.add(number(metric.before(), "%.4f"));
    }
    row.add(number(metric.value(), "%.4f"));
    if (evaluation.hasIntervals()) {
      row.add(interval(metric.interval(), "%.4f"));
    }
    if (isCompared()) {
      Comparison comparison = metric.comparison();
      row.add(number(comparison.other(), "%.4f"));
      row.add(number(comparison.difference(), "%+.4f"));
      if (evaluation.hasIntervals()) {
        row.add(interval(comparison.interval(), "%+.4f"));
      }
      row.add(number(comparison.p(), "%.4f"));
      row.add("%d/%d/%d".formatted(comparison.wins(), comparison.ties(), comparison.losses()));
    }
    return row;
  }

  private static String interval(Interval interval, String format) {
    return interval.isDefined()
        ? number(interval.low(), format) + " to " + number(interval.high(), format)
        : "undefined";
  }

  private static String number(double value, String format) {
    return Double.isNaN(value) ? "undefined" : String.format(Locale.ROOT, format, value);
  }

  private static void printTable(List<List<String>> rows, PrintWriter out) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      StringBuilder line = new StringBuilder("|");
      StringBuilder rule = new StringBuilder("|");
      for (int i = 0; i < columns; i++) {
        String format = i == 0 ? " %-" + widths[i] + "s |" : " %" + widths[i] + "s |";
        line.append(format.formatted(rows.get(r).get(i)));
        rule.append(" ").append("-".repeat(widths[i] - (i == 0 ? 0 : 1)));
        rule.append(i == 0 ? " |" : ": |");
      }
      out.println(line);
      if (r == 0) {
        out.println(rule);
      }
    }
  }
}
