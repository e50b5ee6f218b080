package io.riverrank.operators.monitoring.alerts;

import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;

/** How long no window has been decided, by the clock, without the time that the job was down. */
final class SilenceWatch {

  private final ValueState<Long> decidedAtMs;
  private long runningSinceMs = Long.MIN_VALUE;

  SilenceWatch(ValueState<Long> decidedAtMs) {
    this.decidedAtMs = decidedAtMs;
  }

  void running(long nowMs) {
    if (runningSinceMs == Long.MIN_VALUE) {
      runningSinceMs = nowMs;
    }
  }

  void decided(long nowMs) throws IOException {
    decidedAtMs.update(nowMs);
  }

  long sinceDecisionMs(long nowMs) throws IOException {
    return nowMs - Math.max(runningSinceMs, decidedAtMs.value());
  }
}
