package io.riverrank.tools.bench.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns of text; the first to the left, figures to the right. */
final class Table {
  private final String[] header;
  private final List<String[]> rows = new ArrayList<>();

  Table(String... header) {
    this.header = header;
  }

  void row(String... cells) {
    rows.add(cells);
  }

  void print(PrintWriter out) {
    Column[] columns = new Column[header.length];
    for (int i = 0; i < header.length; i++) {
      HorizontalAlign align = i == 0 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT;
      columns[i] = new Column().header(header[i]).headerAlign(align).dataAlign(align);
    }
    out.println(
        AsciiTable.getTable(AsciiTable.NO_BORDERS, columns, rows.toArray(String[][]::new))
            .stripTrailing());
    out.println();
  }
}
