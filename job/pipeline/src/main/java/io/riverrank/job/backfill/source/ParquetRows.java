package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.parquet.FlinkInputFile;
import io.riverrank.job.parquet.ParquetFile;
import io.riverrank.job.parquet.UnreadableParquetException;
import io.riverrank.job.parquet.UnsupportedParquetException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.function.SupplierWithException;

/** Rows of a Parquet file; columns that no field of a request comes from are not read. */
final class ParquetRows implements Rows {

  private final ParquetFile file;
  private long readBytes;

  private ParquetRows(ParquetFile file) {
    this.file = file;
  }

  /**
   * @throws UnsupportedFileException if a column that is read has a codec or a type that isn't
   */
  static ParquetRows open(InputFile input, RowShape shape) throws IOException {
    return open(input, shape::selected);
  }

  /** The same with every column. */
  static ParquetRows open(InputFile input) throws IOException {
    return open(
        input,
        columns ->
            columns.names().stream().collect(Collectors.toMap(name -> name, name -> Set.of())));
  }

  private static ParquetRows open(
      InputFile input, Function<RowColumns, Map<String, Set<String>>> selection)
      throws IOException {
    ParquetFile file =
        checked(() -> ParquetFile.open(new FlinkInputFile(new Path(input.path()), input.bytes())));
    try {
      ParquetRows rows = new ParquetRows(file);
      return checked(
          () -> {
            file.select(selection.apply(rows.columns()));
            return rows;
          });
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public RowColumns columns() {
    return new RowColumns() {
      @Override
      public List<String> names() {
        return file.columns();
      }

      @Nullable
      @Override
      public List<String> elements(String column) {
        return file.elementFields(column);
      }
    };
  }

  @Nullable
  @Override
  public Map<String, Object> next() throws IOException {
    Map<String, Object> row = checked(file::next);
    // Column chunks are read out of order.
    readBytes = Math.max(readBytes, file.position());
    return row;
  }

  @Override
  public long skip(long most) throws IOException {
    return checked(() -> file.skipRowGroups(most));
  }

  private static <T> T checked(SupplierWithException<T, IOException> read) throws IOException {
    try {
      return read.get();
    } catch (UnsupportedParquetException e) {
      throw new UnsupportedFileException(e.getMessage(), e);
    } catch (UnreadableParquetException e) {
      throw new DamagedFileException(
          "the file is not Parquet, or damaged (%s); fetch it anew, or say --format"
              .formatted(e.getMessage()),
          e);
    }
  }

  @Override
  public long readBytes() {
    return readBytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
