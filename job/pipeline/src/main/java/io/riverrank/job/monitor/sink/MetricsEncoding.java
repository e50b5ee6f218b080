package io.riverrank.job.monitor.sink;

import io.riverrank.job.kafka.sink.RecordLimit;
import io.riverrank.job.monitor.tally.MonitorCounts;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.monitoring.WindowMetricsEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Metrics as they are written. The message's key is window, segment and model, so that a compacted
 * topic keeps the last revision; its time is the window's end. A record that is too large for a
 * message goes without its examples.
 */
public final class MetricsEncoding extends RichMapFunction<WindowMetrics, EncodedMessage> {

  private static final long serialVersionUID = 1;

  private final int maxMessageBytes;
  private transient WindowMetricsEncoder encoder;
  private transient MonitorCounts counts;

  /**
   * @param maxMessageBytes of a record batch with one message
   */
  public MetricsEncoding(int maxMessageBytes) {
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public void open(OpenContext context) {
    encoder = new WindowMetricsEncoder();
    counts = new MonitorCounts(getRuntimeContext());
  }

  @Override
  public EncodedMessage map(WindowMetrics metrics) {
    counts.written(metrics);
    EncodedMessage message = message(metrics);
    return message.sizeBytes() <= RecordLimit.messageBytes(maxMessageBytes)
        ? message
        : message(withoutExamples(metrics));
  }

  private EncodedMessage message(WindowMetrics metrics) {
    return new EncodedMessage(
        key(metrics).getBytes(StandardCharsets.UTF_8),
        encoder.encode(metrics),
        List.of(),
        Math.max(0, metrics.windowEndMs()));
  }

  static String key(WindowMetrics metrics) {
    return "%d/%d/%s/%s"
        .formatted(
            metrics.windowStartMs(),
            metrics.windowEndMs(),
            SegmentKey.of(metrics.segment()),
            metrics.model());
  }

  private static WindowMetrics withoutExamples(WindowMetrics metrics) {
    return new WindowMetrics(
        metrics.windowStartMs(),
        metrics.windowEndMs(),
        metrics.segment(),
        metrics.segmentOverflow(),
        metrics.model(),
        metrics.revision(),
        metrics.queries(),
        metrics.figures(),
        metrics.drift(),
        metrics.quantiles(),
        metrics.rankErrors(),
        List.of());
  }
}
