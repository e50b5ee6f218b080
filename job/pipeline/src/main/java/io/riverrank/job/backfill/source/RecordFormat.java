package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.operators.types.RecordTypeInfo;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;

/**
 * Reads files of every input format, one reader a file. A position in Flink's checkpoints is the
 * byte after a record, where a file can go on from it, and the record's line or row.
 */
public final class RecordFormat implements BulkFormat<FileRecord, FileSourceSplit> {

  private static final long serialVersionUID = 1;

  static final TypeInformation<FileRecord> FILE_RECORD =
      new RecordTypeInfo<>(FileRecord.class, FileRecordSerializer.INSTANCE);

  private final List<InputFile> files;
  private final RowRecords rows;
  private final int maxRecordBytes;

  /**
   * @param rows how rows of Parquet and Avro files become requests
   * @param maxRecordBytes of a line or of the request that rows make; a larger one is not kept
   */
  public RecordFormat(List<InputFile> files, RowShape rows, int maxRecordBytes) {
    this(files, RowRecords.requests(rows), maxRecordBytes);
  }

  private RecordFormat(List<InputFile> files, RowRecords rows, int maxRecordBytes) {
    this.files = List.copyOf(files);
    this.rows = rows;
    this.maxRecordBytes = maxRecordBytes;
  }

  /**
   * Rows are results, as a backfill writes them.
   *
   * @param maxRecordBytes of a line or of the JSON of a row; a larger one is not kept
   */
  public static RecordFormat results(List<InputFile> files, int maxRecordBytes) {
    return new RecordFormat(files, RowRecords.results(), maxRecordBytes);
  }

  @Override
  public Reader<FileRecord> createReader(Configuration configuration, FileSourceSplit split) {
    return reader(split, CheckpointedPosition.NO_OFFSET, 0);
  }

  @Override
  public Reader<FileRecord> restoreReader(Configuration configuration, FileSourceSplit split) {
    CheckpointedPosition position = split.getReaderPosition().orElseThrow();
    return reader(split, position.getOffset(), position.getRecordsAfterOffset());
  }

  private Reader<FileRecord> reader(FileSourceSplit split, long offset, long place) {
    int number = FileRecords.number(split);
    return new RecordBatches(number, () -> open(number, offset, place), place);
  }

  private RecordReader open(int number, long offset, long place) throws IOException {
    InputFile file = files.get(number);
    return switch (file.format()) {
      case JSON_LINES, TREC, TREC_QUERIES, TREC_CORPUS ->
          LineReader.open(number, file, offset, place, maxRecordBytes);
      case PARQUET, AVRO -> rows.open(number, file, maxRecordBytes);
    };
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<FileRecord> getProducedType() {
    return FILE_RECORD;
  }
}
