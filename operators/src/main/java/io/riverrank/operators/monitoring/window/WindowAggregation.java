package io.riverrank.operators.monitoring.window;

import io.riverrank.operators.monitoring.summary.WindowSummary;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Merges the parts of each window, segment and model, and lets its record go when the watermark
 * passes the window's end. What comes after that, until the window closes, makes the next revision:
 * one for all that comes before the watermark moves.
 *
 * <p><b>Owned state</b>, by window, segment and model until the window closes: the merged summary
 * in its binary form, which is a few bytes for a few results, and the next revision where one was
 * written.
 */
final class WindowAggregation<T> extends KeyedProcessFunction<String, WindowPart, T> {

  private static final long serialVersionUID = 1;

  private final WindowSettings settings;
  private final WindowReport<T> report;
  private transient ValueState<WindowPart> merged;
  private transient ValueState<Integer> nextRevision;

  /** Whether something came since the last record. */
  private transient ValueState<Boolean> changed;

  WindowAggregation(WindowSettings settings, WindowReport<T> report) {
    this.settings = settings;
    this.report = report;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    report.open();
    merged =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("merged", WindowPartSerializer.TYPE));
    nextRevision =
        getRuntimeContext().getState(new ValueStateDescriptor<>("next-revision", Types.INT));
    changed = getRuntimeContext().getState(new ValueStateDescriptor<>("changed", Types.BOOLEAN));
  }

  @Override
  public void processElement(WindowPart part, Context context, Collector<T> out)
      throws IOException {
    WindowPart before = merged.value();
    merged.update(before == null ? part : merge(before, part));
    long watermarkMs = context.timerService().currentWatermark();
    long endMs = part.endMs();
    if (before == null) {
      context.timerService().registerEventTimeTimer(settings.closesMs(endMs));
    }
    if (changed.value() == null) {
      changed.update(true);
      // A timer behind the watermark fires when that moves.
      context.timerService().registerEventTimeTimer(Math.max(endMs - 1, watermarkMs + 1));
    }
  }

  /**
   * Parts count in the bins of different baselines where segments without their own meet in {@code
   * other}, and after a restart with another baseline; then they count in none.
   */
  static WindowPart merge(WindowPart a, WindowPart b) throws IOException {
    WindowSummary summary = WindowSummary.fromBytes(a.summary());
    WindowSummary more = WindowSummary.fromBytes(b.summary());
    if (!summary.hasBinsOf(more)) {
      summary.dropBins();
      more.dropBins();
    }
    summary.merge(more);
    return new WindowPart(
        a.startMs(),
        a.endMs(),
        a.segment(),
        a.model(),
        a.overflow() || b.overflow(),
        summary.toBytes());
  }

  @Override
  public void onTimer(long timestampMs, OnTimerContext context, Collector<T> out)
      throws IOException {
    WindowPart window = merged.value();
    if (changed.value() != null) {
      int revision = nextRevision.value() == null ? 0 : nextRevision.value();
      out.collect(report.report(window, revision));
      nextRevision.update(revision + 1);
      changed.clear();
    }
    if (settings.isClosed(window.endMs(), timestampMs)) {
      merged.clear();
      nextRevision.clear();
    }
  }
}
