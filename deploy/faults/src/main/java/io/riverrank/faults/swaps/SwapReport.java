package io.riverrank.faults.swaps;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.github.freva.asciitable.AsciiTable;
import io.riverrank.faults.footprint.Measure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures beside what is allowed. */
final class SwapReport {

  private static final double GROWTH = 0.03;
  private static final double LATENCY = 1.25;
  private static final double THROUGHPUT = 0.9;
  private static final double CHECKPOINT = 2;
  private static final double ROLLBACK_MS = 1000;

  private final SwapFigures figures;

  SwapReport(SwapFigures figures) {
    this.figures = figures;
  }

  /** What is beyond its limit, one sentence each. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    for (Measure measure : Measure.grown(figures.first(), figures.last(), GROWTH)) {
      findings.add(
          "%s grew from %s after %d swaps to %s after %d"
              .formatted(
                  measure.title(),
                  measure.show(figures.first()),
                  figures.baselineSwaps(),
                  measure.show(figures.last()),
                  figures.swaps()));
    }
    require(figures.latencyRatio() <= LATENCY, "p95 around a swap is too high", findings);
    require(figures.throughputRatio() >= THROUGHPUT, "too few results around a swap", findings);
    require(figures.checkpointRatio() <= CHECKPOINT, "a checkpoint took too long", findings);
    require(figures.worstRollbackMs() <= ROLLBACK_MS, "a rollback took too long", findings);
    return findings;
  }

  /** What isn't a number fulfils nothing. */
  private static void require(boolean fulfilled, String otherwise, List<String> findings) {
    if (!fulfilled) {
      findings.add(otherwise);
    }
  }

  /** The table, what is wrong, and {@code swaps=N findings=N}. */
  void print(PrintWriter out) {
    List<String[]> rows = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      rows.add(
          new String[] {
            measure.title(), measure.show(figures.first()), measure.show(figures.last()), "3 % more"
          });
    }
    rows.add(row("p95, of that without a swap", figures.latencyRatio(), "1.25"));
    rows.add(row("results, of those without a swap", figures.throughputRatio(), "at least 0.9"));
    rows.add(row("worst checkpoint amid a swap, of the usual", figures.checkpointRatio(), "2"));
    rows.add(row("the same without a swap", figures.checkpointRatioWithout(), ""));
    rows.add(row("rollback ms, median", Arrivals.median(figures.rollbacksMs()), ""));
    rows.add(row("rollback ms, worst", figures.worstRollbackMs(), "1000"));
    out.println(
        AsciiTable.getTable(
            new String[] {
              "task manager",
              "after " + figures.baselineSwaps(),
              "after " + figures.swaps(),
              "at most"
            },
            rows.toArray(String[][]::new)));
    out.printf(
        Locale.ROOT,
        "%.1f queries a second of the %.1f that the job takes; %d windows with a swap and as many"
            + " without; %d checkpoints amid a swap and %d without; %d rollbacks, and %d amid a"
            + " checkpoint%n",
        figures.rate(),
        figures.capacity(),
        figures.pairs().size(),
        figures.checkpointsAmidMs().length,
        figures.checkpointsWithoutMs().length,
        figures.rollbacksMs().size(),
        figures.rollbacksAmidCheckpointMs().size());
    List<String> findings = findings();
    findings.forEach(out::println);
    out.printf("swaps=%d findings=%d%n", figures.swaps(), findings.size());
    out.flush();
  }

  private static String[] row(String title, double value, String limit) {
    return new String[] {title, "", String.format(Locale.ROOT, "%.2f", value), limit};
  }

  /** All figures as JSON. */
  void write(Path file) throws IOException {
    new ObjectMapper()
        .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), figures);
  }
}
