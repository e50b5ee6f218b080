package io.riverrank.tools.evaluate.input;

import io.riverrank.job.errors.UserException;
import java.io.BufferedReader;
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
  private static final char BYTE_ORDER_MARK = '\uFEFF';

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
      parser = CSVParser.builder().setReader(skipMark(file.reader())).setFormat(format.get()).get();
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "%s has no usable header in line 1: %s".formatted(file.name(), e.getMessage()), e);
    } catch (IOException e) {
      throw InputError.reading(file, 0, e);
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
                    + " --query-column, --document-column, --label-column, --score-column")
                .formatted(file.name(), column, header));
      }
    }
  }

  @Override
  @Nullable
  public LabelledPair next() {
    try {
      return rows.hasNext() ? PairFields.pair(new CsvRow(rows.next()), columns) : null;
    } catch (UncheckedIOException e) {
      throw InputError.reading(file, parser.getCurrentLineNumber(), e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private static BufferedReader skipMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  private final class CsvRow implements PairFields.Row {
    private final CSVRecord record;

    private CsvRow(CSVRecord record) {
      this.record = record;
      if (!record.isConsistent()) {
        throw error(
            "has %d fields, the header has %d; quote fields with delimiters in them"
                .formatted(record.size(), parser.getHeaderNames().size()));
      }
    }

    @Override
    @Nullable
    public String text(String column) {
      return record.isSet(column) ? record.get(column) : null;
    }

    @Override
    public UserException error(String problem) {
      return InputError.at(file, parser.getCurrentLineNumber(), problem);
    }
  }
}
