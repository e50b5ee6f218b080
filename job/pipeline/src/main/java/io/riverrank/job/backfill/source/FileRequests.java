package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceEvent;
import java.time.Duration;
import java.util.List;
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

  /** What is in the files, by one reader. */
  static SingleOutputStreamOperator<FileRecord> records(
      StreamExecutionEnvironment env, List<InputFile> files, RecordFormat format) {
    return FileRecords.add(env, files, format, "Files", "backfill-files")
        .setParallelism(1)
        .setMaxParallelism(1);
  }
}
