package io.riverrank.job.options;

import io.riverrank.job.backfill.input.InputFormat;
import io.riverrank.job.backfill.sink.ResultFormat;
import io.riverrank.job.backfill.source.RowShape;
import io.riverrank.job.backfill.tally.ErrorLimit;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.schemas.RequestLimits;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import javax.annotation.Nullable;

/**
 * All that a backfill is told, checked.
 *
 * @param format null to go by the files' names
 * @param queries of TREC runs; empty for other inputs
 * @param corpus of TREC runs; empty for other inputs
 * @param parallelism null for Flink's own
 * @param deciding the options that decide what is written, as they are; others may change between
 *     two attempts
 */
public record BackfillSettings(
    String name,
    List<String> inputs,
    List<String> queries,
    List<String> corpus,
    String output,
    @Nullable InputFormat format,
    RowShape rows,
    ResultFormat outputFormat,
    boolean allScores,
    ErrorLimit maxErrors,
    @Nullable Integer parallelism,
    int maxParallelism,
    Duration checkpointInterval,
    Duration maxOutOfOrderness,
    RequestLimits limits,
    RerankSettings rerank,
    SortedMap<String, String> deciding) {

  /** Whether the inputs are TREC runs, whose texts are in files of their own. */
  public boolean isTrec() {
    return !queries.isEmpty();
  }
}
