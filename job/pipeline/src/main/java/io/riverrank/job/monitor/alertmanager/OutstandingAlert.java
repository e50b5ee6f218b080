package io.riverrank.job.monitor.alertmanager;

import io.riverrank.schemas.monitoring.Alert;

/**
 * An alert that Alertmanager has to hear of.
 *
 * @param resolvedAtMs when its end was noted, epoch milliseconds; of no meaning while it fires
 */
record OutstandingAlert(Alert alert, long resolvedAtMs) {

  boolean isResolved() {
    return alert.status() == Alert.Status.RESOLVED;
  }
}
