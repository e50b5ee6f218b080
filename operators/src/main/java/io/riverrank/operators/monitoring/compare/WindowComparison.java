package io.riverrank.operators.monitoring.compare;

import io.riverrank.operators.monitoring.drift.Comparison;
import io.riverrank.operators.monitoring.summary.MetricsReport;
import io.riverrank.operators.monitoring.summary.WindowSummary;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Compares each window with earlier ones of its length, segment and model, and writes its record.
 *
 * <p><b>Time.</b> The windows of a series come from several subtasks, in any order. So a record
 * waits until the watermark has passed its window's end: then every window that ended before has
 * come, with the revisions so far. A revision waits for the watermark's next step.
 *
 * <p><b>Owned state</b>, by length, segment and model: windows whose record waits, by the time of
 * the timer that writes it; of each window, by its end, the distributions and clicks of its newest
 * revision; and by the time of the timer that clears them, the ends of those that no window will be
 * compared with any more. That time is state of its own, so that a restart may compare with more or
 * fewer windows: what was kept before is cleared as it was meant to be.
 */
public final class WindowComparison
    extends KeyedProcessFunction<String, ClosedWindow, WindowMetrics> {

  private static final long serialVersionUID = 1;

  private static final Comparator<ClosedWindow> BY_TIME =
      Comparator.comparingLong(ClosedWindow::endMs).thenComparingInt(ClosedWindow::revision);

  private final EarlierWindows earlier;
  private final long latenessMs;
  private final int k;
  private transient MapState<Long, List<ClosedWindow>> waiting;
  private transient MapState<Long, byte[]> kept;
  private transient MapState<Long, List<Long>> toForget;

  /**
   * @param latenessMs how long after its end a window may be revised, milliseconds of event time
   * @param k the cut-off in the names of judged figures
   */
  WindowComparison(EarlierWindows earlier, long latenessMs, int k) {
    this.earlier = earlier;
    this.latenessMs = latenessMs;
    this.k = k;
  }

  /** Adds the step to a DataStream program; parameters as in the constructor. */
  public static SingleOutputStreamOperator<WindowMetrics> add(
      DataStream<ClosedWindow> windows,
      EarlierWindows earlier,
      long latenessMs,
      int k,
      TypeInformation<WindowMetrics> type) {
    return windows
        .keyBy(ClosedWindow::series)
        .process(new WindowComparison(earlier, latenessMs, k))
        .returns(type)
        .uid("monitor-compare")
        .name("Compare windows");
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(ClosedWindow.TYPE)));
    kept =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "kept", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    toForget =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("to-forget", Types.LONG, Types.LIST(Types.LONG)));
  }

  @Override
  public void processElement(ClosedWindow window, Context context, Collector<WindowMetrics> out)
      throws Exception {
    // A timer behind the watermark fires when that moves.
    long reportMs = Math.max(window.endMs() - 1, context.timerService().currentWatermark() + 1);
    add(waiting, reportMs, window);
    context.timerService().registerEventTimeTimer(reportMs);

    if (!kept.contains(window.endMs())) {
      long forgetMs = window.endMs() - 1 + earlier.reachMs(window.sizeMs()) + latenessMs;
      add(toForget, forgetMs, window.endMs());
      context.timerService().registerEventTimeTimer(forgetMs);
    }
    kept.put(window.endMs(), WindowSummary.fromBytes(window.summary()).withoutFigures().toBytes());
  }

  private static <T> void add(MapState<Long, List<T>> lists, long timeMs, T more) throws Exception {
    List<T> before = lists.get(timeMs);
    List<T> together = new ArrayList<>(before == null ? List.of() : before);
    together.add(more);
    lists.put(timeMs, together);
  }

  @Override
  public void onTimer(long timestampMs, OnTimerContext context, Collector<WindowMetrics> out)
      throws Exception {
    List<ClosedWindow> due = waiting.get(timestampMs);
    if (due != null) {
      for (ClosedWindow window : due.stream().sorted(BY_TIME).toList()) {
        out.collect(report(window));
      }
      waiting.remove(timestampMs);
    }
    List<Long> endsMs = toForget.get(timestampMs);
    if (endsMs != null) {
      for (long endMs : endsMs) {
        kept.remove(endMs);
      }
      toForget.remove(timestampMs);
    }
  }

  private WindowMetrics report(ClosedWindow window) throws Exception {
    return new MetricsReport(WindowSummary.fromBytes(window.summary()), comparison(window), k)
        .toMetrics(
            window.startMs(),
            window.endMs(),
            window.segment(),
            window.overflow(),
            window.model(),
            window.revision());
  }

  private Comparison comparison(ClosedWindow window) throws Exception {
    WindowSummary together = null;
    for (int number = 1; number <= earlier.count(); number++) {
      WindowSummary one = kept(earlier.endMs(window.endMs(), window.sizeMs(), number));
      if (together == null) {
        together = one;
      } else if (one != null) {
        together.merge(one);
      }
    }
    return together == null
        ? Comparison.missing(earlier.from(), earlier.missing())
        : Comparison.of(earlier.from(), together.toBaseline(k));
  }

  @Nullable
  private WindowSummary kept(long endMs) throws Exception {
    byte[] summary = kept.get(endMs);
    return summary == null ? null : WindowSummary.fromBytes(summary);
  }
}
