package io.riverrank.job.monitor.settings;

import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.options.EventTimeSettings;
import io.riverrank.job.options.JudgementKey;
import io.riverrank.operators.monitoring.join.JoinSettings;
import io.riverrank.operators.monitoring.window.MeasureSettings;
import io.riverrank.operators.monitoring.window.WindowSettings;
import io.riverrank.schemas.RequestLimits;
import java.time.Duration;
import java.util.List;
import javax.annotation.Nullable;

/**
 * All that a monitor is told, checked.
 *
 * @param judgementKey what judgements name their query by
 * @param shownSegments of the newest window of each length, in Flink's metrics
 * @param parallelism null for Flink's own
 * @param checkpointInterval where Flink's configuration has none; zero for none
 * @param limits of judgements and interactions
 * @param kafka with the topics that are read or written; null if none is
 * @param warnings a sentence for each option and rule that may do nothing
 */
public record MonitorSettings(
    String name,
    ResultsInput results,
    EvidenceInput judgements,
    JudgementKey judgementKey,
    EvidenceInput interactions,
    JoinSettings join,
    WindowSettings windows,
    MeasureSettings measures,
    AlertSettings alerts,
    MonitorOutput output,
    int shownSegments,
    @Nullable Integer parallelism,
    int maxParallelism,
    Duration checkpointInterval,
    EventTimeSettings eventTime,
    RequestLimits limits,
    @Nullable KafkaSettings kafka,
    List<String> warnings) {}
