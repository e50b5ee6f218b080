package io.riverrank.job.backfill;

import io.riverrank.job.backfill.source.RowShape;
import io.riverrank.job.backfill.tally.ErrorLimit;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.TopicPosition;
import io.riverrank.job.options.InputFormat;
import io.riverrank.job.options.ResultFormat;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.schemas.RequestLimits;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import javax.annotation.Nullable;

/**
 * All that a backfill is told, checked.
 *
 * @param inputs files; empty where a topic is read
 * @param from where the topic's range begins
 * @param to where it ends
 * @param format null to go by the files' names
 * @param queries of TREC runs; empty for other inputs
 * @param corpus of TREC runs; empty for other inputs
 * @param parallelism null for Flink's own
 * @param kafka with the topics that are read or written; null if none is
 * @param deciding the options that decide what is written, as they are; null for one that is not
 *     set. Others may change between two attempts
 */
public record BackfillSettings(
    String name,
    List<String> inputs,
    TopicPosition from,
    TopicPosition to,
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
    @Nullable KafkaSettings kafka,
    SortedMap<String, String> deciding) {

  /** Whether the inputs are TREC runs, whose texts are in files of their own. */
  public boolean isTrec() {
    return !queries.isEmpty();
  }

  boolean readsTopic() {
    return kafka != null && kafka.topics().requests() != null;
  }

  boolean writesTopic() {
    return kafka != null && kafka.topics().results() != null;
  }
}
