package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The alert function on windows of an hour, which are counted from 0. */
final class AlertHarness implements AutoCloseable {

  static final long HOUR_MS = 3_600_000;

  private final List<Rule> rules;
  private final BaselineMeans baseline;
  private final boolean live;
  private final List<Alert> alerts = new ArrayList<>();
  private KeyedOneInputStreamOperatorTestHarness<Long, WindowMetrics, Alert> harness;

  AlertHarness(BaselineMeans baseline, boolean live, Rule... rules) throws Exception {
    this.rules = List.of(rules);
    this.baseline = baseline;
    this.live = live;
    open(null, this.rules);
  }

  AlertHarness(Rule... rules) throws Exception {
    this(new BaselineMeans(), false, rules);
  }

  private void open(@Nullable OperatorSubtaskState state, List<Rule> wanted) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new AlertFunction(wanted, baseline, live)),
            AlertFunction::lengthOfWindow,
            Types.LONG);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  /** Snapshots, throws the operator away and goes on in a new one. */
  void restore() throws Exception {
    restoreWith(rules.toArray(Rule[]::new));
  }

  void restoreWith(Rule... wanted) throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    alerts();
    harness.close();
    open(state, List.of(wanted));
  }

  void process(WindowMetrics record) throws Exception {
    harness.processElement(record, record.windowEndMs() - 1);
  }

  /** What comes downstream of windows of event time once this one is over. */
  void endOf(int window) throws Exception {
    harness.processWatermark((window + 1) * HOUR_MS - 1);
  }

  void clock(long processingTimeMs) throws Exception {
    harness.setProcessingTime(processingTimeMs);
  }

  /** Only one segment's record, and the window's end. */
  void window(int window, WindowMetrics record) throws Exception {
    process(record);
    endOf(window);
  }

  /** All alerts so far. */
  List<Alert> alerts() {
    while (!harness.getOutput().isEmpty()) {
      if (harness.getOutput().poll()
          instanceof org.apache.flink.streaming.runtime.streamrecord.StreamRecord<?> record) {
        alerts.add((Alert) record.getValue());
      }
    }
    return alerts;
  }

  /** As {@code rule status window}, with the segment's values where there are any. */
  List<String> said() {
    return alerts().stream()
        .map(
            alert ->
                "%s %s %d%s"
                    .formatted(
                        alert.rule(),
                        alert.status(),
                        alert.windowEndMs() / HOUR_MS - 1,
                        alert.segment().isEmpty() ? "" : " " + alert.segment().values()))
        .toList();
  }

  static WindowMetrics record(int window, Map<String, FigureValue> figures) {
    return record(window, Map.of(), "sha256:a", 0, figures);
  }

  static WindowMetrics record(
      int window,
      Map<String, String> segment,
      String model,
      int revision,
      Map<String, FigureValue> figures) {
    long queries = figures.values().stream().mapToLong(FigureValue::n).max().orElse(0);
    return new WindowMetrics(
        window * HOUR_MS,
        (window + 1) * HOUR_MS,
        segment,
        false,
        model,
        revision,
        queries,
        figures,
        Map.of(),
        Map.of(),
        Map.of(),
        List.of());
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
