package io.riverrank.job.backfill.source;

import io.riverrank.schemas.DeadLetterCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.util.function.SupplierWithException;

/**
 * The records of one file in batches, each with the position after it. Where the rest of a file
 * can't be read, the last record says so, and the file ends.
 */
final class RecordBatches implements BulkFormat.Reader<FileRecord> {

  private static final int BATCH_RECORDS = 256;
  private static final int BATCH_BYTES = 1 << 20;

  private final int file;
  private final SupplierWithException<RecordReader, IOException> opener;
  private final long skip;
  @Nullable private RecordReader reader;
  private boolean ended;

  /**
   * @param skip the line or row up to which everything was read before a restart
   */
  RecordBatches(int file, SupplierWithException<RecordReader, IOException> opener, long skip) {
    this.file = file;
    this.opener = opener;
    this.skip = skip;
  }

  @Nullable
  @Override
  public BulkFormat.RecordIterator<FileRecord> readBatch() throws IOException {
    List<RecordAndPosition<FileRecord>> batch = new ArrayList<>();
    int bytes = 0;
    while (!ended && batch.size() < BATCH_RECORDS && bytes < BATCH_BYTES) {
      RecordAndPosition<FileRecord> record = next();
      if (record == null) {
        ended = true;
      } else {
        batch.add(record);
        byte[] value = record.getRecord().value();
        bytes += value == null ? 0 : value.length;
      }
    }
    return batch.isEmpty() ? null : new Batch(batch);
  }

  @Nullable
  private RecordAndPosition<FileRecord> next() throws IOException {
    try {
      if (reader == null) {
        reader = opener.get();
        reader.skipTo(skip);
      }
      FileRecord record = reader.next();
      return record == null
          ? null
          : new RecordAndPosition<>(record, reader.offset(), reader.place());
    } catch (DamagedFileException e) {
      ended = true;
      long place = reader == null ? 1 : reader.place() + 1;
      return place > skip ? fault(place, e) : null;
    }
  }

  private RecordAndPosition<FileRecord> fault(long place, DamagedFileException failure) {
    FileRecord record =
        new FileRecord(file, place, 0, null, DeadLetterCode.UNREADABLE_INPUT, failure.getMessage());
    return new RecordAndPosition<>(record, CheckpointedPosition.NO_OFFSET, place);
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }

  private static final class Batch implements BulkFormat.RecordIterator<FileRecord> {
    private final List<RecordAndPosition<FileRecord>> records;
    private int next;

    Batch(List<RecordAndPosition<FileRecord>> records) {
      this.records = records;
    }

    @Nullable
    @Override
    public RecordAndPosition<FileRecord> next() {
      return next < records.size() ? records.get(next++) : null;
    }

    @Override
    public void releaseBatch() {
      // Nothing is pooled.
    }
  }
}
