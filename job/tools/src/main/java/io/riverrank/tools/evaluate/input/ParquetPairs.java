package io.riverrank.tools.evaluate.input;

import io.riverrank.job.errors.UserException;
import io.riverrank.job.parquet.FlinkInputFile;
import io.riverrank.job.parquet.ParquetFile;
import io.riverrank.job.parquet.ParquetRow;
import io.riverrank.job.parquet.ParquetValues;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** Pairs as rows of a Parquet file. */
final class ParquetPairs implements PairSource {
  private final InputFile file;
  private final Columns columns;
  private final ParquetFile rows;
  private long row;

  ParquetPairs(InputFile file, Columns columns) throws IOException {
    this.file = file;
    this.columns = columns;
    try {
      this.rows = ParquetFile.open(FlinkInputFile.local(file.path()));
    } catch (IOException e) {
      throw unreadable(e);
    }
    try {
      rows.select(selected(columns));
    } catch (IOException e) {
      rows.close();
      throw unreadable(e);
    }
  }

  private static Map<String, Set<String>> selected(Columns columns) {
    Map<String, Set<String>> selected = new HashMap<>();
    Stream.of(
            columns.query(),
            columns.document(),
            columns.label(),
            columns.score(),
            columns.otherScore())
        .filter(Objects::nonNull)
        .forEach(column -> selected.put(column, Set.of()));
    return selected;
  }

  private UserException unreadable(IOException e) {
    return new UserException(
        "%s can't be read as Parquet after row %d: %s".formatted(file.name(), row, e.getMessage()),
        e);
  }

  @Override
  @Nullable
  public LabelledPair next() {
    ParquetRow record;
    try {
      record = rows.next();
    } catch (IOException e) {
      throw unreadable(e);
    }
    row++;
    return record == null ? null : PairFields.pair(new RecordRow(record), columns);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  private final class RecordRow implements PairFields.Row {
    private final ParquetRow record;

    private RecordRow(ParquetRow record) {
      this.record = record;
    }

    @Override
    @Nullable
    public String text(String column) {
      try {
        return ParquetValues.text(record.get(column));
      } catch (IllegalArgumentException e) {
        throw error("has %s in \"%s\"".formatted(e.getMessage(), column));
      }
    }

    @Override
    public UserException error(String problem) {
      return new UserException("%s, row %d %s".formatted(file.name(), row, problem));
    }
  }
}
