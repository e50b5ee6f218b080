package io.riverrank.job.backfill.source;

import io.riverrank.schemas.DeadLetterCode;
import java.io.IOException;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;

/** Makes the JSON of results of rows with their fields as columns, as a backfill writes them. */
final class ResultRowReader implements RecordReader {

  private static final RowShape AS_IT_IS = new RowShape(Map.of(), false);

  private final int file;
  private final Rows rows;
  private final int maxBytes;
  private long place;

  ResultRowReader(int file, Rows rows, int maxBytes) {
    this.file = file;
    this.rows = rows;
    this.maxBytes = maxBytes;
  }

  @Nullable
  @Override
  public FileRecord next() throws IOException {
    Map<String, Object> row = rows.next();
    if (row == null) {
      return null;
    }
    place++;
    RowRequest result = new RowRequest(AS_IT_IS, maxBytes);
    result.asItIs(row);
    if (result.isTooLarge()) {
      return new FileRecord(
          file,
          place,
          rows.readBytes(),
          null,
          DeadLetterCode.MESSAGE_TOO_LARGE,
          "the result of this row has more than %d bytes".formatted(maxBytes));
    }
    return FileRecord.of(file, place, rows.readBytes(), result.bytes());
  }

  @Override
  public void skipTo(long row) throws IOException {
    place += rows.skip(row - place);
    while (place < row && rows.next() != null) {
      place++;
    }
  }

  @Override
  public long place() {
    return place;
  }

  @Override
  public long offset() {
    return CheckpointedPosition.NO_OFFSET;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
