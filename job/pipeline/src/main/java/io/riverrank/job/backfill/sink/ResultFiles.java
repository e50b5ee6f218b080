package io.riverrank.job.backfill.sink;

import io.riverrank.job.options.ResultFormat;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.RerankResult;
import java.time.Duration;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;

/**
 * Flink's file sink for results and dead letters: a file has a hidden name until a checkpoint has
 * made it whole. Text files go on over checkpoints; packed ones and Parquet end with each.
 */
public final class ResultFiles {

  private static final MemorySize PART_SIZE = MemorySize.ofMebiBytes(256);

  /** Nobody waits for a part; the end of the job closes all. */
  private static final Duration NEVER = Duration.ofDays(3650);

  private ResultFiles() {}

  /**
   * @param prefix of the files' names
   */
  public static FileSink<RerankResult> results(
      Path folder, String prefix, ResultFormat format, boolean allScores) {
    return switch (format) {
      case JSON_LINES -> rows(folder, prefix, ".jsonl", new ResultLines(allScores));
      case TREC -> rows(folder, prefix, ".trec", new TrecLines());
      case JSON_LINES_GZIP, JSON_LINES_ZSTD ->
          bulk(folder, prefix, format, new PackedLines(new ResultLines(allScores), format));
      case PARQUET -> bulk(folder, prefix, format, new ResultParquet(allScores));
    };
  }

  /** JSON Lines, whatever the results are. */
  public static FileSink<DeadLetter> deadLetters(Path folder, String prefix, boolean files) {
    return rows(folder, prefix, ".jsonl", new DeadLetterLines(source -> files));
  }

  /** Text, as the encoder writes it. */
  public static <T> FileSink<T> rows(
      Path folder, String prefix, String suffix, Encoder<T> encoder) {
    return FileSink.forRowFormat(folder, encoder)
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .withRollingPolicy(
            DefaultRollingPolicy.builder()
                .withMaxPartSize(PART_SIZE)
                .withRolloverInterval(NEVER)
                .withInactivityInterval(NEVER)
                .build())
        .withOutputFileConfig(new OutputFileConfig(prefix, suffix))
        .build();
  }

  private static <T> FileSink<T> bulk(
      Path folder, String prefix, ResultFormat format, BulkWriter.Factory<T> factory) {
    return FileSink.forBulkFormat(folder, factory)
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .withOutputFileConfig(new OutputFileConfig(prefix, "." + format))
        .build();
  }
}
