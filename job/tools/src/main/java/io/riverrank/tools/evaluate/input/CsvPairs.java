package io.riverrank.tools.evaluate.input;

import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.text.InputError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Pairs as rows under a header. CSV has quotes (RFC 4180); TSV has none, so that a quotation mark
 * in a text is one.
 */
final class CsvPairs implements PairSource {
  private final InputFile file;
  private final Columns columns;
  private final CSVParser parser;
  private final Iterator<CSVRecord> rows;

  CsvPairs(InputFile file, Columns columns, char delimiter) throws IOException {
    this.file = file;
    this.columns = columns;
    CSVFormat.Builder format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter)
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true);
    if (delimiter == '\t') {
      format.setQuote(null);
    }
    try {
      parser = CSVParser.builder().setReader(file.reader()).setFormat(format.get()).get();
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "%s has no usable header in line 1: %s".formatted(file.name(), e.getMessage()), e);
    } catch (IOException e) {
      throw InputError.reading(file.name(), 0, e);
    }
    rows = parser.iterator();
    checkHeader(parser.getHeaderNames());
  }

  private void checkHeader(List<String> header) throws IOException {
    for (String column :
        new String[] {
          columns.query(),
          columns.document(),
          columns.label(),
          columns.score(),
          columns.otherScore()
        }) {
      if (column != null && !header.isEmpty() && !header.contains(column)) {
        parser.close();
        throw new UserException(
            ("%s has no column \"%s\" in its header, line 1, which has %s; name the columns by"
                    + " --query-column, --document-column, --label-column, --score-column%s")
                .formatted(file.name(), column, header, delimiterHint(header)));
      }
    }
  }

  private static String delimiterHint(List<String> header) {
    boolean glued = header.size() == 1 && header.get(0).contains(";");
    return glued ? ", and what is between them by --delimiter ';'" : "";
  }

  @Override
  @Nullable
  public LabelledPair next() {
    try {
      return rows.hasNext() ? PairFields.pair(new CsvRow(rows.next()), columns) : null;
    } catch (UncheckedIOException e) {
      throw InputError.reading(file.name(), parser.getCurrentLineNumber(), e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private final class CsvRow implements PairFields.Row {
    private final CSVRecord record;

    private CsvRow(CSVRecord record) {
      this.record = record;
      if (!record.isConsistent()) {
        throw error(
            "has %s, the header has %d; quote fields with delimiters in them"
                .formatted(Counted.of(record.size(), "field"), parser.getHeaderNames().size()));
      }
    }

    @Override
    @Nullable
    public String text(String column) {
      return record.isSet(column) ? record.get(column) : null;
    }

    @Override
    public boolean hasDecimalComma() {
      return columns.decimalComma();
    }

    @Override
    public UserException error(String problem) {
      return InputError.at(file.name(), parser.getCurrentLineNumber(), problem);
    }
  }
}
