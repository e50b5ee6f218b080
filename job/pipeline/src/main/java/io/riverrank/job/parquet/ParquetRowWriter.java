package io.riverrank.job.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * Writes rows to a Parquet file, uncompressed. A row group is in memory until it has 128 MiB.
 *
 * <p>What {@code ParquetWriter} does, whose builder and write support can't be used without Hadoop.
 */
public final class ParquetRowWriter implements Closeable {

  private static final long ROW_GROUP_BYTES = 128L << 20;
  private static final int ROWS_PER_CHECK = 100;
  private static final int NO_PADDING = 0;

  private final MessageType schema;
  private final Map<String, String> metadata;
  private final ParquetProperties properties = ParquetProperties.builder().build();
  private final ParquetFileWriter file;
  private ColumnChunkPageWriteStore pages;
  private ColumnWriteStore columns;
  private RecordConsumer consumer;
  private long rows;

  /**
   * @param metadata the file's own keys and values
   */
  public ParquetRowWriter(OutputFile out, MessageType schema, Map<String, String> metadata)
      throws IOException {
    this.schema = TypeDefinedOrder.of(schema);
    this.metadata = Map.copyOf(metadata);
    this.file =
        new ParquetFileWriter(
            out,
            this.schema,
            ParquetFileWriter.Mode.CREATE,
            ROW_GROUP_BYTES,
            NO_PADDING,
            properties.getColumnIndexTruncateLength(),
            properties.getStatisticsTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    file.start();
    beginRowGroup();
  }

  /**
   * Writes one row.
   *
   * @param fields writes what is between the row's begin and end
   */
  public void write(Consumer<RecordConsumer> fields) throws IOException {
    consumer.startMessage();
    fields.accept(consumer);
    consumer.endMessage();
    rows++;
    if (rows % ROWS_PER_CHECK == 0 && columns.getBufferedSize() >= ROW_GROUP_BYTES) {
      endRowGroup();
      beginRowGroup();
    }
  }

  private void beginRowGroup() {
    pages =
        new ColumnChunkPageWriteStore(
            Codecs.stored(),
            schema,
            new HeapByteBufferAllocator(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    columns = properties.newColumnWriteStore(schema, pages);
    consumer = new ColumnIOFactory().getColumnIO(schema).getRecordWriter(columns);
    rows = 0;
  }

  private void endRowGroup() throws IOException {
    consumer.flush();
    if (rows > 0) {
      file.startBlock(rows);
      columns.flush();
      pages.flushToFileWriter(file);
      file.endBlock();
    }
    columns.close();
    pages.close();
  }

  /** Writes the rest of the file; no row may follow. */
  public void finish() throws IOException {
    endRowGroup();
    file.end(metadata);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
