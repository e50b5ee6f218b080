package io.riverrank.operators.rerank;

import io.riverrank.operators.settings.GroupSettings;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/** Timers of the current key: when an open group ends, and when its tombstone does. */
final class QueryTimers {
  private final GroupSettings settings;
  private final InternalTimerService<VoidNamespace> timeouts;
  private final InternalTimerService<VoidNamespace> tombstones;

  QueryTimers(
      GroupSettings settings,
      InternalTimerService<VoidNamespace> timeouts,
      InternalTimerService<VoidNamespace> tombstones) {
    this.settings = settings;
    this.timeouts = timeouts;
    this.tombstones = tombstones;
  }

  void setTimeout(QueryGroup group) {
    timeouts.registerEventTimeTimer(VoidNamespace.INSTANCE, timeoutOf(group));
  }

  void cancelTimeout(QueryGroup group) {
    timeouts.deleteEventTimeTimer(VoidNamespace.INSTANCE, timeoutOf(group));
  }

  /** Whether a group's time is not over yet: the timer was set under another timeout. */
  boolean isEarly(QueryGroup group) {
    return timeoutOf(group) > timeouts.currentWatermark();
  }

  boolean wantsTombstones() {
    return settings.tombstoneMs() > 0;
  }

  /** Sets the end of an emitted group's tombstone, in the time domain in which the group ended. */
  void setTombstoneEnd(QueryGroup group, long nowMs) {
    long retention = settings.tombstoneMs();
    if (!wantsTombstones() || retention == GroupSettings.FOREVER) {
      return;
    }
    if (group.phase() == QueryGroup.Phase.IDLE) {
      tombstones.registerProcessingTimeTimer(VoidNamespace.INSTANCE, nowMs + retention);
    } else {
      long end = Math.max(group.eventTimeMs(), tombstones.currentWatermark());
      tombstones.registerEventTimeTimer(VoidNamespace.INSTANCE, saturatedSum(end, retention));
    }
  }

  private long timeoutOf(QueryGroup group) {
    return saturatedSum(group.eventTimeMs(), settings.timeoutMs());
  }

  private static long saturatedSum(long timestampMs, long durationMs) {
    return timestampMs > Long.MAX_VALUE - durationMs ? Long.MAX_VALUE : timestampMs + durationMs;
  }
}
