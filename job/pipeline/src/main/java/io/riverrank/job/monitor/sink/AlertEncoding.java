package io.riverrank.job.monitor.sink;

import io.riverrank.job.monitor.tally.MonitorCounts;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.AlertEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Alerts as they are written, with rule, segment and model as the message's key. */
public final class AlertEncoding extends RichMapFunction<Alert, EncodedMessage> {

  private static final long serialVersionUID = 1;

  private transient AlertEncoder encoder;
  private transient MonitorCounts counts;

  @Override
  public void open(OpenContext context) {
    encoder = new AlertEncoder();
    counts = new MonitorCounts(getRuntimeContext());
  }

  @Override
  public EncodedMessage map(Alert alert) {
    counts.alerted(alert);
    String key = "%s/%s/%s".formatted(alert.rule(), SegmentKey.of(alert.segment()), alert.model());
    return new EncodedMessage(
        key.getBytes(StandardCharsets.UTF_8),
        encoder.encode(alert),
        List.of(),
        Math.max(0, alert.windowEndMs()));
  }
}
