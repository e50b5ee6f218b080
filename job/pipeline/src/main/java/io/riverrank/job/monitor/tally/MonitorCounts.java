package io.riverrank.job.monitor.tally;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.accumulators.IntMaximum;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * Counts of one subtask, as Flink's accumulators: of an attempt, so that a restart begins them
 * anew.
 */
public final class MonitorCounts {

  static final String READ = "read ";
  static final String RECORDS = "metrics-records";
  static final String WINDOWS = "windows";
  static final String SEGMENTED = "segmented-by ";
  static final String DEAD_LETTERS = "dead-letters ";
  static final String ALERTS = "alerts ";
  static final String RESTARTS = "restarts";

  private final RuntimeContext context;

  /**
   * @param context of the function that counts, which is open
   */
  public MonitorCounts(RuntimeContext context) {
    this.context = context;
    IntMaximum restarts = new IntMaximum(context.getTaskInfo().getAttemptNumber());
    if (context.getAccumulator(RESTARTS) == null) {
      context.addAccumulator(RESTARTS, restarts);
    }
  }

  /** A message, a line or a row of one kind, good or not. */
  public void read(String kind) {
    add(READ + kind);
  }

  public void written(WindowMetrics metrics) {
    add(RECORDS);
    add(segmentedBy(metrics.segment().keySet()));
    if (metrics.segment().isEmpty() && metrics.revision() == 0) {
      add(WINDOWS);
    }
  }

  static String segmentedBy(Set<String> fields) {
    return SEGMENTED + new TreeSet<>(fields);
  }

  void refused(DeadLetter letter) {
    add(DEAD_LETTERS + letter.code());
  }

  public void alerted(Alert alert) {
    add(ALERTS + alert.status());
  }

  private void add(String name) {
    context.getLongCounter(name).add(1L);
  }
}
