package io.riverrank.job.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.util.function.SupplierWithException;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads the rows of a Parquet file, of selected columns alone. In memory: the packed bytes of those
 * columns in one row group, and a page of each.
 *
 * <p>Every method that reads throws an {@link UnreadableParquetException} where it is the file's
 * fault, and the file system's own IOException where it isn't.
 */
public final class ParquetFile implements Closeable {

  private final SeekableInputStream stream;
  private final ParquetFileReader reader;
  private final FileMetaData metadata;
  private final List<BlockMetaData> rowGroups;
  private MessageColumnIO columnIo;
  private RowMaterializer materializer;
  @Nullable private RecordReader<ParquetRow> rows;
  private int rowGroup;
  private long left;

  private ParquetFile(SeekableInputStream stream, ParquetFileReader reader) {
    this.stream = stream;
    this.reader = reader;
    this.metadata = reader.getFileMetaData();
    this.rowGroups = List.copyOf(reader.getRowGroups());
  }

  /** Reads a file's schema; {@link #select} comes before its rows. */
  public static ParquetFile open(InputFile file) throws IOException {
    SeekableInputStream stream = file.newStream();
    try {
      return guarded(
          () ->
              new ParquetFile(
                  stream,
                  new ParquetFileReader(
                      new Opened(file, stream), PlainReadOptions.with(new Codecs()))));
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  private MessageType schema() {
    return metadata.getSchema();
  }

  /** The names of the columns, in the file's order. */
  public List<String> columns() {
    return names(schema());
  }

  /** The fields of a list's elements; null if there is no such column, or no list of groups. */
  @Nullable
  public List<String> elementFields(String column) {
    if (!schema().containsField(column) || schema().getType(column).isPrimitive()) {
      return null;
    }
    GroupType list = schema().getType(column).asGroupType();
    if (ListTypes.isList(list)) {
      Type element = ListTypes.element(list);
      return element.isPrimitive() ? null : names(element.asGroupType());
    }
    // Repeated outside of a list: a list of older writers.
    return list.isRepetition(Type.Repetition.REPEATED) ? names(list) : null;
  }

  private static List<String> names(GroupType group) {
    return group.getFields().stream().map(Type::getName).toList();
  }

  /**
   * Says which columns are read.
   *
   * @param selected by name, each with the names of those fields that are read of it, if it is a
   *     group or a list of groups; no names: all. Columns and fields that the file doesn't have are
   *     passed over
   * @throws UnsupportedParquetException if one has a type or a codec that isn't read
   */
  public void select(Map<String, Set<String>> selected) throws IOException {
    guarded(
        () -> {
          MessageType requested = Projection.of(schema(), selected);
          reader.setRequestedSchema(requested);
          requireCodecs(requested);
          materializer = new RowMaterializer(requested);
          columnIo = new ColumnIOFactory(metadata.getCreatedBy()).getColumnIO(requested, schema());
          return null;
        });
  }

  private void requireCodecs(MessageType requested) throws UnsupportedParquetException {
    for (BlockMetaData group : rowGroups) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (requested.containsPath(chunk.getPath().toArray()) && !Codecs.reads(chunk.getCodec())) {
          throw new UnsupportedParquetException(
              "column %s is compressed with %s, which isn't read; write the file with one of %s"
                  .formatted(
                      chunk.getPath().toDotString(),
                      chunk.getCodec().name().toLowerCase(Locale.ROOT),
                      Codecs.names()));
        }
      }
    }
  }

  /** The next row; null at the end. */
  @Nullable
  public ParquetRow next() throws IOException {
    return guarded(
        () -> {
          while (left == 0) {
            if (rowGroup == rowGroups.size()) {
              return null;
            }
            beginRowGroup();
          }
          left--;
          return rows.read();
        });
  }

  private void beginRowGroup() throws IOException {
    left = rowGroups.get(rowGroup++).getRowCount();
    if (left == 0) {
      reader.skipNextRowGroup();
      return;
    }
    // The memory of the row group before.
    rows = null;
    PageReadStore pages = reader.readNextRowGroup();
    rows = columnIo.getRecordReader(pages, materializer);
  }

  /**
   * Passes over row groups that have no more than so many rows, without reading them.
   *
   * @return the rows that were passed over; 0 within a row group
   */
  public long skipRowGroups(long mostRows) throws IOException {
    return guarded(
        () -> {
          long skipped = 0;
          while (left == 0
              && rowGroup < rowGroups.size()
              && rowGroups.get(rowGroup).getRowCount() <= mostRows - skipped) {
            skipped += rowGroups.get(rowGroup++).getRowCount();
            reader.skipNextRowGroup();
          }
          return skipped;
        });
  }

  /** Where in the file was read last. */
  public long position() throws IOException {
    return stream.getPos();
  }

  private static <T> T guarded(SupplierWithException<T, IOException> read) throws IOException {
    try {
      return read.get();
    } catch (UnreadableParquetException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      IOException storage = StorageException.cause(e);
      throw storage != null ? storage : new UnreadableParquetException(e.getMessage(), e);
    } catch (NoClassDefFoundError e) {
      if (!String.valueOf(e.getMessage()).startsWith("org/apache/hadoop/")) {
        throw e;
      }
      // The one sentence for which Parquet's reader asks Hadoop to write the file's name.
      throw new UnreadableParquetException("a column has other values than the footer says", e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } finally {
      stream.close();
    }
  }

  /** A file whose stream is there already. */
  private record Opened(InputFile file, SeekableInputStream stream) implements InputFile {

    @Override
    public long getLength() throws IOException {
      return file.getLength();
    }

    @Override
    public SeekableInputStream newStream() {
      return stream;
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }
}
