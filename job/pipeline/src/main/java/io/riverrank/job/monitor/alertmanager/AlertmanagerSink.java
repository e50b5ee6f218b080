package io.riverrank.job.monitor.alertmanager;

import io.riverrank.schemas.monitoring.Alert;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Sends alerts to an Alertmanager, at least once: it knows an alert again by its labels. What is
 * firing is in state, so that it is sent on after a restart. At a parallelism of 1, as one series'
 * alerts must meet in one place.
 */
public final class AlertmanagerSink implements Sink<Alert>, SupportsWriterState<Alert, Alert> {

  private static final long serialVersionUID = 1;

  private final AlertmanagerSettings settings;

  public AlertmanagerSink(AlertmanagerSettings settings) {
    this.settings = settings;
  }

  @Override
  public StatefulSinkWriter<Alert, Alert> createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<Alert, Alert> restoreWriter(
      WriterInitContext context, Collection<Alert> alerts) {
    return new AlertmanagerWriter(settings, alerts, context.metricGroup());
  }

  @Override
  public SimpleVersionedSerializer<Alert> getWriterStateSerializer() {
    return new AlertStateSerializer();
  }
}
