package io.riverrank.job.monitor.alertmanager;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts requests to Alertmanager. */
final class SenderMetrics {

  private final Counter posts;
  private final Counter failures;

  SenderMetrics(MetricGroup metrics) {
    posts = metrics.counter("alertmanagerRequests");
    failures = metrics.counter("alertmanagerFailures");
  }

  void posted() {
    posts.inc();
  }

  void failed() {
    failures.inc();
  }
}
