package io.riverrank.operators.monitoring.window;

import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.drift.BaselineSegment;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.join.JoinedResult;
import io.riverrank.operators.monitoring.summary.SummarySettings;
import io.riverrank.operators.monitoring.summary.WindowSummary;
import io.riverrank.schemas.DeadLetter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * A baseline of bounded results as a step of a DataStream program: one window that all of them are
 * in, whatever their model.
 */
public final class BaselineStep {

  /** Longer than any time since 1970, and far from overflowing beside one. */
  private static final long ALL_TIME_MS = 1L << 60;

  private final Windows<WindowPart> windows;
  private final int k;

  private BaselineStep(Windows<WindowPart> windows, int k) {
    this.windows = windows;
    this.k = k;
  }

  /**
   * Adds the steps.
   *
   * @param maxSegments that have their own baseline
   * @param maxOpenSummaries as in {@link WindowSettings}
   */
  public static BaselineStep add(
      DataStream<JoinedResult> results,
      Segmentation segmentation,
      int maxSegments,
      int maxOpenSummaries,
      FigureSettings figures) {
    WindowSettings settings =
        new WindowSettings(
            List.of(ALL_TIME_MS), 0, segmentation, false, maxSegments, maxOpenSummaries);
    MeasureSettings measures = new MeasureSettings(figures, SummarySettings.BASELINE, null, null);
    return new BaselineStep(
        Windows.of(
            results, settings, measures, (window, revision) -> window, WindowPartSerializer.TYPE),
        figures.k());
  }

  public DataStream<DeadLetter> deadLetters() {
    return windows.deadLetters();
  }

  /**
   * Runs the program to its end. Segments that have no room of their own have no baseline.
   *
   * @throws Exception if the job fails
   */
  public Baseline execute(String jobName) throws Exception {
    Map<Map<String, String>, WindowPart> partBySegment = new HashMap<>();
    SingleOutputStreamOperator<WindowPart> parts = windows.records();
    try (var iterator = parts.executeAndCollect(jobName)) {
      merge(iterator, partBySegment);
    }
    Map<Map<String, String>, BaselineSegment> segments = new HashMap<>();
    for (WindowPart part : partBySegment.values()) {
      if (!part.overflow()) {
        segments.put(part.segment(), WindowSummary.fromBytes(part.summary()).toBaseline(k));
      }
    }
    return new Baseline(segments);
  }

  private static void merge(
      Iterator<WindowPart> parts, Map<Map<String, String>, WindowPart> partBySegment)
      throws IOException {
    while (parts.hasNext()) {
      WindowPart part = parts.next();
      WindowPart before = partBySegment.get(part.segment());
      partBySegment.put(
          part.segment(), before == null ? part : WindowAggregation.merge(before, part));
    }
  }
}
