package io.riverrank.job.monitor;

import io.riverrank.job.environment.RerankEnvironment;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.sink.DeadLetterEncoding;
import io.riverrank.job.kafka.sink.MessageSinks;
import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.job.monitor.sink.MetricsEncoding;
import io.riverrank.job.monitor.sink.MetricsParts;
import io.riverrank.job.monitor.sink.ShownMetrics;
import io.riverrank.job.monitor.source.MonitorInputs;
import io.riverrank.job.monitor.tally.CountedDeadLetters;
import io.riverrank.operators.monitoring.window.Windows;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.monitoring.WindowMetrics;
import javax.annotation.Nullable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The graph of a monitor:
 *
 * <pre>
 * results ──► join by query id ──► join by query ──► windows ──► metrics
 * interactions, judgements ┘  judgements ┘                 ├──► Flink's metrics
 *                                                          └──► alerts
 * </pre>
 *
 * <p>The uids are the names of the state: a savepoint can't be restored after one has changed.
 */
final class MonitorPipeline {

  private final MonitorSettings settings;

  private MonitorPipeline(MonitorSettings settings) {
    this.settings = settings;
  }

  /**
   * Adds the job to an environment; the caller executes it.
   *
   * @param parts where the output is files; null for topics
   */
  static void build(
      StreamExecutionEnvironment env,
      MonitorSettings settings,
      MonitorInputs inputs,
      @Nullable MetricsParts parts) {
    RerankEnvironment.configure(env, settings.maxParallelism(), settings.parallelism());
    new MonitorPipeline(settings).build(JoinedInputs.add(env, settings, inputs), parts);
  }

  private void build(JoinedInputs joined, @Nullable MetricsParts parts) {
    Windows<WindowMetrics> windows =
        Windows.metrics(joined.results(), settings.windows(), settings.measures());
    DataStream<WindowMetrics> metrics = windows.records();
    DataStream<DeadLetter> refused =
        joined
            .deadLetters()
            .union(windows.deadLetters())
            .map(new CountedDeadLetters())
            .returns(RiverrankTypes.DEAD_LETTER)
            .uid("monitor-count-dead-letters")
            .name("Count dead letters");
    if (settings.alerts().isPresent()) {
      AlertStep.add(metrics, settings, parts);
    }
    if (parts == null) {
      show(metrics);
      writeTopics(metrics, refused, settings.kafka());
    } else {
      writeFiles(metrics, refused, parts);
    }
  }

  /** In one subtask, so that a window has one set of segments. */
  private void show(DataStream<WindowMetrics> metrics) {
    if (settings.shownSegments() > 0) {
      metrics
          .process(new ShownMetrics(settings.shownSegments()))
          .returns(Windows.METRICS)
          .uid("monitor-shown")
          .name("Flink's metrics")
          .setParallelism(1)
          .sinkTo(new DiscardingSink<>())
          .uid("monitor-shown-end")
          .name("End")
          .setParallelism(1);
    }
  }

  private static void writeTopics(
      DataStream<WindowMetrics> metrics, DataStream<DeadLetter> refused, KafkaSettings kafka) {
    encoded(metrics, kafka.maxMessageBytes())
        .sinkTo(MessageSinks.create(kafka, kafka.topics().results(), "-metrics"))
        .uid("monitor-metrics")
        .name("Metrics: " + kafka.topics().results());
    refused
        .map(new DeadLetterEncoding(kafka.maxMessageBytes()))
        .returns(RiverrankTypes.ENCODED_MESSAGE)
        .uid("monitor-encode-dead-letters")
        .name("Encode dead letters")
        .sinkTo(MessageSinks.deadLetters(kafka))
        .uid("monitor-dead-letters")
        .name("Dead letters: " + kafka.topics().deadLetters());
  }

  private static void writeFiles(
      DataStream<WindowMetrics> metrics, DataStream<DeadLetter> refused, MetricsParts parts) {
    encoded(metrics, Integer.MAX_VALUE)
        .sinkTo(parts.metrics())
        .uid("monitor-metrics-file")
        .name("Metrics");
    refused.sinkTo(parts.deadLetters()).uid("monitor-dead-letters-file").name("Dead letters");
  }

  private static DataStream<EncodedMessage> encoded(
      DataStream<WindowMetrics> metrics, int maxMessageBytes) {
    return metrics
        .map(new MetricsEncoding(maxMessageBytes))
        .returns(RiverrankTypes.ENCODED_MESSAGE)
        .uid("monitor-encode-metrics")
        .name("Encode metrics");
  }
}
