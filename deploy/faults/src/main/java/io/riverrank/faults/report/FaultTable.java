package io.riverrank.faults.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.riverrank.faults.check.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The suite's outcome as a table, and in one last line. */
public final class FaultTable {

  private final List<FaultRow> rows;

  /**
   * @param rows one a kind
   */
  public FaultTable(List<FaultRow> rows) {
    this.rows = List.copyOf(rows);
  }

  /** Writes the table, what is to be said about it, and the sums. */
  public void print(PrintWriter out) {
    out.println(
        AsciiTable.getTable(
            rows,
            List.of(
                column("fault", HorizontalAlign.LEFT, FaultRow::kind),
                column("times", FaultTable::times),
                column("inputs", row -> count(row, Verdict::inputs)),
                column("results", row -> count(row, Verdict::results)),
                column("lost", row -> count(row, Verdict::lost)),
                column("doubled", row -> count(row, Verdict::doubled)),
                column("mixed", row -> count(row, Verdict::mixed)),
                column("different", row -> count(row, Verdict::different)),
                column("recovery s", row -> seconds(row.recoverySeconds())))));
    rows.forEach(row -> printRemarks(row, out));
    out.println(lastLine());
    out.flush();
  }

  /** {@code faults=N lost=N doubled=N mixed=N different=N}. */
  public String lastLine() {
    return "faults=%d lost=%d doubled=%d mixed=%d different=%d"
        .formatted(
            rows.stream().mapToInt(FaultRow::injected).sum(),
            sum(Verdict::lost),
            sum(Verdict::doubled),
            sum(Verdict::mixed),
            sum(Verdict::different));
  }

  /** Whether every kind passed. */
  public boolean isPassed() {
    return rows.stream().allMatch(FaultRow::isPassed);
  }

  private static void printRemarks(FaultRow row, PrintWriter out) {
    row.notes().forEach(note -> out.printf("%s: %s%n", row.kind(), note));
    if (row.verdict() != null) {
      if (row.verdict().documentedDoubles() > 0) {
        out.printf(
            "%s: %d results or dead letters came again, the same, as docs/operations.md says%n",
            row.kind(), row.verdict().documentedDoubles());
      }
      row.verdict().examples().forEach(text -> out.printf("%s: %s%n", row.kind(), text));
    }
    if (row.problem() != null) {
      out.printf("%s: %s%n", row.kind(), row.problem());
    }
  }

  private long sum(ToLongFunction<Verdict> counter) {
    return rows.stream()
        .map(FaultRow::verdict)
        .filter(verdict -> verdict != null)
        .mapToLong(counter)
        .sum();
  }

  private static String times(FaultRow row) {
    return row.injected() == row.wanted()
        ? Integer.toString(row.injected())
        : "%d of %d".formatted(row.injected(), row.wanted());
  }

  private static String count(FaultRow row, ToLongFunction<Verdict> counter) {
    return row.verdict() == null ? "?" : Long.toString(counter.applyAsLong(row.verdict()));
  }

  /** Mean and worst. */
  private static String seconds(List<Double> seconds) {
    if (seconds.isEmpty()) {
      return "-";
    }
    double mean = seconds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double worst = seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return "%.1f (max %.1f)".formatted(mean, worst);
  }

  private static ColumnData<FaultRow> column(String header, Function<FaultRow, String> value) {
    return column(header, HorizontalAlign.RIGHT, value);
  }

  private static ColumnData<FaultRow> column(
      String header, HorizontalAlign align, Function<FaultRow, String> value) {
    return new Column().header(header).dataAlign(align).with(value);
  }
}
