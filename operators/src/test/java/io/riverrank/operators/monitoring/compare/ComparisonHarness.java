package io.riverrank.operators.monitoring.compare;

import static io.riverrank.operators.monitoring.MonitoredResults.candidate;
import static io.riverrank.operators.monitoring.MonitoredResults.whole;

import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import io.riverrank.operators.monitoring.summary.SummarySettings;
import io.riverrank.operators.monitoring.summary.WindowSummary;
import io.riverrank.operators.monitoring.window.Windows;
import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The comparison on Flink's harness, with windows of 10 ms whose queries have one candidate. */
final class ComparisonHarness implements AutoCloseable {

  static final int SIZE_MS = 10;

  private static final int MAX_PARALLELISM = 128;

  final KeyedOneInputStreamOperatorTestHarness<String, ClosedWindow, WindowMetrics> flink;

  ComparisonHarness(EarlierWindows earlier, long latenessMs) throws Exception {
    this(earlier, latenessMs, null, 1, 0);
  }

  /**
   * @param state of all subtasks that wrote it, one of them; null to begin anew
   */
  ComparisonHarness(
      EarlierWindows earlier,
      long latenessMs,
      @Nullable OperatorSubtaskState state,
      int subtasks,
      int subtask)
      throws Exception {
    flink =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new WindowComparison(earlier, latenessMs, 10)),
            ClosedWindow::series,
            Types.STRING,
            MAX_PARALLELISM,
            subtasks,
            subtask);
    flink.setup(Windows.METRICS.createSerializer(new SerializerConfigImpl()));
    if (state != null) {
      flink.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, MAX_PARALLELISM, 1, subtasks, subtask));
    }
    flink.open();
  }

  /** A window of some queries whose score is {@code score}. */
  static ClosedWindow window(
      String segment, long startMs, int revision, int queries, double score) {
    WindowSummary summary = SummarySettings.DEFAULTS.newSummary(null);
    for (int i = 0; i < queries; i++) {
      summary.add(
          QueryFigures.of(
              whole("id of a query", List.of(candidate("d", score, 1L))),
              Map.of(),
              List.of(),
              FigureSettings.DEFAULTS));
    }
    return new ClosedWindow(
        SIZE_MS + "/m/" + segment,
        startMs,
        startMs + SIZE_MS,
        Map.of("market", segment),
        false,
        "m",
        revision,
        summary.toBytes());
  }

  ComparisonHarness send(ClosedWindow... windows) throws Exception {
    for (ClosedWindow window : windows) {
      flink.processElement(new StreamRecord<>(window));
    }
    return this;
  }

  /** Of one segment, the first revision. */
  ComparisonHarness send(long startMs, int queries) throws Exception {
    return send(window("de", startMs, 0, queries, 0.5));
  }

  ComparisonHarness watermark(long timeMs) throws Exception {
    flink.processWatermark(new Watermark(timeMs));
    return this;
  }

  /** All so far. */
  List<WindowMetrics> metrics() {
    return flink.extractOutputValues();
  }

  /** {@code segment startMs rREVISION: queries in the baseline}, or the reason; as written. */
  List<String> records() {
    List<String> records = new ArrayList<>();
    for (WindowMetrics record : metrics()) {
      Drift drift = record.drift().get("best_score");
      records.add(
          "%s %d r%d: %s"
              .formatted(
                  record.segment().get("market"),
                  record.windowStartMs(),
                  record.revision(),
                  drift.ks() == null ? drift.reason() : String.valueOf(drift.baselineN())));
    }
    return records;
  }

  /** Drift by segment and window's start. */
  Map<String, Map<String, Drift>> drift() {
    Map<String, Map<String, Drift>> drift = new TreeMap<>();
    metrics()
        .forEach(
            record ->
                drift.put(
                    record.segment().get("market") + " " + record.windowStartMs(), record.drift()));
    return drift;
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }
}
