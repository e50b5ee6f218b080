package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.input.InputFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What is in a list of files, which readers take in their order, each a whole one at a time. */
public final class FileRecords {

  private FileRecords() {}

  /** Adds the source; its time is that of the end only. */
  public static SingleOutputStreamOperator<FileRecord> add(
      StreamExecutionEnvironment env,
      List<InputFile> files,
      RecordFormat format,
      String name,
      String uid) {
    FileSource<FileRecord> source =
        FileSource.forBulkFileFormat(format, paths(files))
            .setFileEnumerator(() -> (paths, desired) -> splits(files))
            .setSplitAssigner(InputOrder::new)
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), name, RecordFormat.FILE_RECORD)
        .uid(uid);
  }

  private static Path[] paths(List<InputFile> files) {
    return files.stream().map(file -> new Path(file.path())).toArray(Path[]::new);
  }

  /** The list of the start, so that a file that comes later is not read after a restart only. */
  private static Collection<FileSourceSplit> splits(List<InputFile> files) {
    return new ArrayList<>(
        IntStream.range(0, files.size()).mapToObj(i -> split(i, files.get(i))).toList());
  }

  private static FileSourceSplit split(int number, InputFile file) {
    return new FileSourceSplit(
        "%010d".formatted(number),
        new Path(file.path()),
        0,
        file.bytes(),
        file.modifiedMs(),
        file.bytes());
  }

  /** The place of a split's file in the list. */
  static int number(FileSourceSplit split) {
    return Integer.parseInt(split.splitId());
  }
}
