package io.riverrank.job.monitor.alertmanager;

import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.AlertEncoder;
import io.riverrank.schemas.monitoring.AlertReader;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Alerts in state, as they are on the wire. */
final class AlertStateSerializer implements SimpleVersionedSerializer<Alert> {

  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(Alert alert) {
    return new AlertEncoder().encode(alert);
  }

  @Override
  public Alert deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "alerts in state have version %d, not %d; restore with the release that wrote them, or a"
              + " newer one".formatted(version, VERSION));
    }
    return new AlertReader().read(bytes);
  }
}
