package io.riverrank.job.options;

import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.schemas.RequestLimits;
import java.time.Duration;
import javax.annotation.Nullable;

/**
 * All that the job is told, checked.
 *
 * @param parallelism null for Flink's own
 * @param checkpointInterval where Flink's configuration has none; zero for none
 * @param allScores write what monitoring needs of all candidates, cut by {@code top_k} or not
 * @param control null for a job that keeps its model
 */
public record JobSettings(
    String name,
    @Nullable Integer parallelism,
    int maxParallelism,
    Duration checkpointInterval,
    EventTimeSettings eventTime,
    boolean allScores,
    RequestLimits limits,
    RerankSettings rerank,
    KafkaSettings kafka,
    @Nullable ModelControl control) {}
