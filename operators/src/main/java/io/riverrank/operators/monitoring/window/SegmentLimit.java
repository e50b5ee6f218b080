package io.riverrank.operators.monitoring.window;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Bounds the segments of a window: the first {@code maxSegments} that come have their own, with
 * each model, and what belongs to another goes to {@code other} of the same fields. A segment is
 * therefore always whole; which ones have their own depends on arrival.
 *
 * <p><b>Owned state</b>, by window until that closes: the segments that have their own.
 */
final class SegmentLimit extends KeyedProcessFunction<String, WindowPart, WindowPart> {

  private static final long serialVersionUID = 1;

  private final WindowSettings settings;
  private transient MapState<String, Boolean> own;
  private transient ValueState<Integer> count;
  private transient Counter overflowing;

  SegmentLimit(WindowSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    own =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("own", Types.STRING, Types.BOOLEAN));
    count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT));
    overflowing = getRuntimeContext().getMetricGroup().addGroup("windows").counter("partsInOther");
  }

  @Override
  public void processElement(WindowPart part, Context context, Collector<WindowPart> out)
      throws Exception {
    if (Segments.isOther(part.segment()) || hasOwn(part, context)) {
      out.collect(part);
    } else {
      overflowing.inc();
      out.collect(part.inOther());
    }
  }

  /** The whole has no fields, and counts as other by that. */
  private boolean hasOwn(WindowPart part, Context context) throws Exception {
    String segment = WindowPart.segmentKey(part);
    if (own.contains(segment)) {
      return true;
    }
    Integer segments = count.value();
    if (segments == null) {
      segments = 0;
      context.timerService().registerEventTimeTimer(settings.closesMs(part.endMs()));
    }
    if (segments >= settings.maxSegments()) {
      return false;
    }
    own.put(segment, true);
    count.update(segments + 1);
    return true;
  }

  @Override
  public void onTimer(long timestampMs, OnTimerContext context, Collector<WindowPart> out) {
    own.clear();
    count.clear();
  }
}
