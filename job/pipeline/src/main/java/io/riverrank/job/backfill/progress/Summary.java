package io.riverrank.job.backfill.progress;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.riverrank.schemas.ModelInfo;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table at the end of a backfill. */
final class Summary {

  private Summary() {}

  static void print(BackfillReport report, String folder, PrintWriter err) {
    List<String[]> rows = new ArrayList<>();
    rows.add(row("Records read", report.records()));
    rows.add(row("Results", report.results()));
    rows.add(row("  incomplete", report.incomplete()));
    rows.add(row("Candidates", report.candidates()));
    rows.add(row("  failed", report.failed()));
    rows.add(row("  truncated", report.truncated()));
    rows.add(row("  superseded", report.superseded()));
    rows.add(row("Dead letters", report.deadLetters()));
    report.deadLettersByCode().forEach((code, count) -> rows.add(row("  " + code, count)));
    rows.add(
        new String[] {
          "Time",
          "%s, %,.0f pairs/s"
              .formatted(Progress.duration((long) report.seconds()), report.pairsPerSecond())
        });
    for (ModelInfo model : report.models()) {
      rows.add(new String[] {"Model", model.name() + ", " + model.precision()});
    }
    err.println(
        AsciiTable.getTable(
            AsciiTable.NO_BORDERS,
            rows,
            List.of(
                new Column().dataAlign(HorizontalAlign.LEFT).with(cells -> cells[0]),
                new Column().dataAlign(HorizontalAlign.RIGHT).with(cells -> cells[1]))));
    err.printf("Results, _dead-letters/ and _report.json are in %s%n", folder);
    err.flush();
  }

  private static String[] row(String name, long count) {
    return new String[] {name, String.format(Locale.ROOT, "%,d", count)};
  }
}
