package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceEvent;
import java.time.Duration;
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

/**
 * The requests of a list of files, in the files' order.
 *
 * <p>One reader reads them one after the other, however large the parallelism of the job: what a
 * repeated query id or the next member of a group becomes depends on what was before it, so any
 * other order would give another result in each run. Reading and decoding is far from being what a
 * backfill waits for.
 */
public final class FileRequests {

  private FileRequests() {}

  /**
   * Requests in JSON Lines, Parquet and Avro.
   *
   * @param maxOutOfOrderness how far the watermark stays behind the largest event time
   * @param startedMs when the backfill began, epoch milliseconds: what event times may not be far
   *     ahead of
   */
  public static Requests add(
      StreamExecutionEnvironment env,
      List<InputFile> files,
      RecordFormat format,
      RequestLimits limits,
      Duration maxOutOfOrderness,
      long startedMs) {
    SingleOutputStreamOperator<SourceEvent> events =
        records(env, files, format)
            .transform(
                "Decode",
                RiverrankTypes.SOURCE_EVENT,
                new RequestOrder(
                    files.stream().map(InputFile::path).toList(),
                    limits,
                    maxOutOfOrderness.toMillis(),
                    startedMs))
            .uid("backfill-order")
            .setParallelism(1)
            .setMaxParallelism(1);
    return Requests.of(events, "backfill-split");
  }

  static SingleOutputStreamOperator<FileRecord> records(
      StreamExecutionEnvironment env, List<InputFile> files, RecordFormat format) {
    FileSource<FileRecord> source =
        FileSource.forBulkFileFormat(format, paths(files))
            .setFileEnumerator(() -> (paths, desired) -> splits(files))
            .setSplitAssigner(InputOrder::new)
            .build();
    return env.fromSource(
            source, WatermarkStrategy.noWatermarks(), "Files", RecordFormat.FILE_RECORD)
        .uid("backfill-files")
        .setParallelism(1)
        .setMaxParallelism(1);
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
