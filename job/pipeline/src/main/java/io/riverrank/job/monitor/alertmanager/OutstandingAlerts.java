package io.riverrank.job.monitor.alertmanager;

import io.riverrank.schemas.monitoring.Alert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * What Alertmanager has to hear of: alerts that fire, and for some time those that are over, in
 * case it was not there to hear. Bounded, so that its absence costs no memory. Thread safe.
 */
final class OutstandingAlerts {

  /** Alerts at once; nobody reads as many. */
  static final int CAPACITY = 10_000;

  /** As Prometheus does. */
  static final long RESOLVED_FOR_MS = 15 * 60_000;

  private record Identity(String rule, Map<String, String> segment, @Nullable String model) {}

  private final Map<Identity, OutstandingAlert> alerts = new LinkedHashMap<>();
  private long dropped;

  synchronized void note(Alert alert, long nowMs) {
    forget(nowMs);
    Identity identity = new Identity(alert.rule(), alert.segment(), alert.model());
    if (alerts.size() >= CAPACITY && !alerts.containsKey(identity)) {
      dropped++;
      return;
    }
    alerts.put(identity, new OutstandingAlert(alert, nowMs));
  }

  private void forget(long nowMs) {
    alerts
        .values()
        .removeIf(alert -> alert.isResolved() && nowMs - alert.resolvedAtMs() > RESOLVED_FOR_MS);
  }

  /** What has to be sent now. */
  synchronized List<OutstandingAlert> due(long nowMs) {
    forget(nowMs);
    return List.copyOf(alerts.values());
  }

  synchronized List<Alert> alerts() {
    return alerts.values().stream().map(OutstandingAlert::alert).toList();
  }

  synchronized int size() {
    return alerts.size();
  }

  synchronized long dropped() {
    return dropped;
  }
}
