package io.riverrank.faults.leaks;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.riverrank.faults.footprint.Footprint;
import io.riverrank.faults.footprint.Measure;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The footprints of some processes after so many jobs. */
final class LeakReport {

  /** Of the figure after the fifth job. */
  private static final double TOLERANCE = 0.05;

  private record Row(String process, int jobs, Footprint footprint) {}

  private final int baseline;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param baseline after how many jobs the footprints are taken that later ones are compared with
   */
  LeakReport(int baseline) {
    this.baseline = baseline;
  }

  void add(String process, int jobs, Footprint footprint) {
    rows.add(new Row(process, jobs, footprint));
  }

  /** What grew from the baseline to the last footprint of each process, one sentence each. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    for (String process : rows.stream().map(Row::process).distinct().toList()) {
      List<Row> own = rows.stream().filter(row -> row.process().equals(process)).toList();
      Footprint then =
          own.stream().filter(row -> row.jobs() == baseline).findFirst().orElseThrow().footprint();
      Row last = own.get(own.size() - 1);
      for (Measure measure : Measure.grown(then, last.footprint(), TOLERANCE)) {
        findings.add(
            "%s: %s grew from %s after %d jobs to %s after %d"
                .formatted(
                    process,
                    measure.title(),
                    measure.show(then),
                    baseline,
                    measure.show(last.footprint()),
                    last.jobs()));
      }
    }
    return findings;
  }

  /** Every footprint so far. */
  void printTable(PrintWriter out) {
    List<ColumnData<Row>> columns = new ArrayList<>();
    columns.add(new Column().header("process").dataAlign(HorizontalAlign.LEFT).with(Row::process));
    columns.add(new Column().header("jobs").with(row -> Integer.toString(row.jobs())));
    for (Measure measure : Measure.values()) {
      columns.add(new Column().header(measure.title()).with(row -> measure.show(row.footprint())));
    }
    out.println(AsciiTable.getTable(rows, columns));
    out.flush();
  }

  /** What grew, and how many figures that are in the last line. */
  void printFindings(PrintWriter out) {
    List<String> findings = findings();
    findings.forEach(out::println);
    out.printf("leaks=%d%n", findings.size());
    out.flush();
  }
}
