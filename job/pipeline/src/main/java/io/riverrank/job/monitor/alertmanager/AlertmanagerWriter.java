package io.riverrank.job.monitor.alertmanager;

import io.riverrank.schemas.monitoring.Alert;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.metrics.MetricGroup;

/** Notes what is firing; a thread of its own says so to Alertmanager. */
final class AlertmanagerWriter implements StatefulSinkWriter<Alert, Alert> {

  private final OutstandingAlerts outstanding = new OutstandingAlerts();
  private final AlertSender sender;

  AlertmanagerWriter(
      AlertmanagerSettings settings, Collection<Alert> restored, MetricGroup metrics) {
    long nowMs = System.currentTimeMillis();
    restored.forEach(alert -> outstanding.note(alert, nowMs));
    metrics.gauge("alertsOutstanding", outstanding::size);
    metrics.gauge("alertsDropped", outstanding::dropped);
    sender =
        new AlertSender(
            settings, outstanding, new AlertmanagerClient(settings), new SenderMetrics(metrics));
    sender.start();
  }

  @Override
  public void write(Alert alert, Context context) {
    outstanding.note(alert, System.currentTimeMillis());
    sender.wake();
  }

  /** Waits for nobody but at the end of input, when there is no later: as long as one request. */
  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    if (endOfInput) {
      sender.finish();
    }
  }

  @Override
  public List<Alert> snapshotState(long checkpointId) {
    return outstanding.alerts();
  }

  @Override
  public void close() {
    sender.close();
  }
}
