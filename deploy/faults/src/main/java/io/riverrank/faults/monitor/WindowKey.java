package io.riverrank.faults.monitor;

import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.Map;

/** What there is one record of, and its revisions. */
record WindowKey(long startMs, long endMs, Map<String, String> segment, String model) {

  static WindowKey of(WindowMetrics record) {
    return new WindowKey(
        record.windowStartMs(), record.windowEndMs(), record.segment(), record.model());
  }
}
