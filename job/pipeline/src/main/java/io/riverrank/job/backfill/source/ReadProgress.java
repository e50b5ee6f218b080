package io.riverrank.job.backfill.source;

import java.util.List;
import org.apache.flink.api.common.state.ListState;

/** How much of the input is read, from records that know it of their own file. */
final class ReadProgress {

  private int file;
  private long fileBytes;

  /** The bytes that a record is further than the one before it. */
  long advance(FileRecord record) {
    if (record.file() != file) {
      file = record.file();
      fileBytes = 0;
    }
    long advanced = Math.max(0, record.readBytes() - fileBytes);
    fileBytes += advanced;
    return advanced;
  }

  void restore(ListState<Long> saved) throws Exception {
    int field = 0;
    for (long value : saved.get()) {
      if (field++ == 0) {
        file = (int) value;
      } else {
        fileBytes = value;
      }
    }
  }

  void save(ListState<Long> saved) throws Exception {
    saved.update(List.of((long) file, fileBytes));
  }
}
