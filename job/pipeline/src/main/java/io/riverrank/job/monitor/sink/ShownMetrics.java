package io.riverrank.job.monitor.sink;

import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Shows the newest closed window of each length as Flink's metrics: for each of the segments with
 * most queries the gauges of its figures, under {@code
 * monitor.window.LENGTH.segment.NAME.model.ID}. A figure without a value has no gauge, which would
 * be a 0. Emits nothing.
 *
 * <p>Not kept in state: after a restart the metrics are there with the next window.
 */
public final class ShownMetrics extends ProcessFunction<WindowMetrics, WindowMetrics> {

  private static final long serialVersionUID = 1;

  private final int maxSegments;
  private transient Map<Long, ShownWindow> newestByLengthMs;

  /**
   * @param maxSegments of one window, times models
   */
  public ShownMetrics(int maxSegments) {
    this.maxSegments = maxSegments;
  }

  @Override
  public void open(OpenContext context) {
    newestByLengthMs = new HashMap<>();
  }

  @Override
  public void processElement(WindowMetrics metrics, Context context, Collector<WindowMetrics> out) {
    long lengthMs = metrics.windowEndMs() - metrics.windowStartMs();
    ShownWindow newest = newestByLengthMs.get(lengthMs);
    if (newest == null || newest.endMs() < metrics.windowEndMs()) {
      if (newest != null) {
        newest.close();
      }
      newest =
          new ShownWindow(
              getRuntimeContext().getMetricGroup().addGroup("monitor"),
              lengthMs,
              metrics.windowEndMs(),
              maxSegments);
      newestByLengthMs.put(lengthMs, newest);
    }
    if (newest.endMs() == metrics.windowEndMs()) {
      newest.show(metrics);
    }
  }
}
