package io.riverrank.job.backfill.source;

import io.riverrank.schemas.DeadLetterCode;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import javax.annotation.Nullable;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;

/**
 * Makes requests of rows: of one row with nested candidates, of one row a candidate, or of
 * successive rows with the same query id and query.
 */
final class RowReader implements RecordReader {

  private final int file;
  private final Rows rows;
  private final RowShape shape;
  private final int maxBytes;
  @Nullable private Map<String, Object> ahead;
  private boolean checked;
  private boolean nested;
  private boolean looked;
  private long place;

  RowReader(int file, Rows rows, RowShape shape, int maxBytes) {
    this.file = file;
    this.rows = rows;
    this.shape = shape;
    this.maxBytes = maxBytes;
  }

  @Nullable
  @Override
  public FileRecord next() throws IOException {
    Map<String, Object> row = take();
    if (row == null) {
      return null;
    }
    check();
    RowRequest request = new RowRequest(shape, maxBytes);
    long first = place;
    if (nested) {
      request.nested(row);
    } else if (shape.byKey()) {
      request.member(row);
    } else {
      request.begin(row);
      while (look() != null && sameQuery(row, look())) {
        request.add(take());
      }
      request.end();
    }
    return record(first, request);
  }

  private FileRecord record(long first, RowRequest request) throws IOException {
    if (!request.isTooLarge()) {
      return FileRecord.of(file, first, rows.readBytes(), request.bytes());
    }
    return new FileRecord(
        file,
        first,
        rows.readBytes(),
        null,
        DeadLetterCode.MESSAGE_TOO_LARGE,
        "the request of this row and those after it has more than the %d bytes of rerank.limits.message-bytes; raise the limit"
            .formatted(maxBytes));
  }

  private boolean sameQuery(Map<String, Object> a, Map<String, Object> b) {
    return same(a, b, shape.column("query_id")) && same(a, b, shape.column("query"));
  }

  private static boolean same(Map<String, Object> a, Map<String, Object> b, String column) {
    return Objects.equals(a.get(column), b.get(column));
  }

  private void check() throws DamagedFileException {
    if (!checked) {
      String misfit = shape.misfit(rows.columns());
      if (misfit != null) {
        throw new DamagedFileException(misfit);
      }
      nested = shape.isNested(rows.columns());
      checked = true;
    }
  }

  @Nullable
  private Map<String, Object> look() throws IOException {
    if (!looked) {
      ahead = rows.next();
      looked = true;
    }
    return ahead;
  }

  @Nullable
  private Map<String, Object> take() throws IOException {
    Map<String, Object> row = look();
    looked = false;
    if (row != null) {
      place++;
    }
    return row;
  }

  @Override
  public void skipTo(long row) throws IOException {
    place += rows.skip(row - place);
    while (place < row && take() != null) {
      // Read before the restart.
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
