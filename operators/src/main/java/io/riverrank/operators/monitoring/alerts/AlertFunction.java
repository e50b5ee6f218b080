package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.types.RecordTypeInfo;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Alerts from metrics records, keyed by {@link #lengthOfWindow}: all segments and models of one
 * length of windows are decided together, which takes one record of each a window.
 *
 * <p><em>Owned state</em>, by length: what rules saw of windows that are still open; the state of
 * each series; the end of the last window that was decided. <em>Time</em>: a window is decided once
 * the watermark has passed its end, when all its first records are there, after every window before
 * it; so alerts are the same after a restore, and each fires and ends once. Revisions, and records
 * of windows that were decided, change no alert: evidence is not fed twice. <em>Silence</em>: with
 * {@code live}, processing time goes on for rules about missing data where the watermark stands.
 */
public final class AlertFunction extends KeyedProcessFunction<Long, WindowMetrics, Alert> {

  /** Of the output. */
  public static final TypeInformation<Alert> ALERT =
      new RecordTypeInfo<>(Alert.class, AlertSerializer.INSTANCE);

  private static final long serialVersionUID = 1;

  private final ArrayList<Rule> rules;
  private final BaselineMeans baseline;
  private final boolean live;

  private transient AlertEngine engine;
  private transient SilenceWatch silence;
  private transient MapState<Long, List<Observation>> open;
  private transient SeriesStore series;
  private transient ValueState<Long> decidedUntilMs;
  private transient Counter passedOver;

  AlertFunction(List<Rule> rules, BaselineMeans baseline, boolean live) {
    this.rules = new ArrayList<>(rules);
    this.baseline = baseline;
    this.live = live;
  }

  /**
   * The alerts of a stream of records; whoever builds the graph names the operator.
   *
   * @param live whether the input goes on for ever, so that a silence means something
   */
  public static SingleOutputStreamOperator<Alert> alerts(
      DataStream<WindowMetrics> records, List<Rule> rules, BaselineMeans baseline, boolean live) {
    return records
        .keyBy(AlertFunction::lengthOfWindow, Types.LONG)
        .process(new AlertFunction(rules, baseline, live), ALERT);
  }

  /** The key: milliseconds. */
  static long lengthOfWindow(WindowMetrics record) {
    return record.windowEndMs() - record.windowStartMs();
  }

  @Override
  public void open(OpenContext context) {
    engine = new AlertEngine(rules, baseline);
    open =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "open-windows",
                    LongSerializer.INSTANCE,
                    new ListSerializer<>(ObservationSerializer.INSTANCE)));
    series =
        new StateSeriesStore(
            getRuntimeContext()
                .getMapState(
                    new MapStateDescriptor<>(
                        "series", SeriesKeySerializer.INSTANCE, SeriesStateSerializer.INSTANCE)));
    decidedUntilMs =
        getRuntimeContext().getState(new ValueStateDescriptor<>("decided-until", Types.LONG));
    silence =
        new SilenceWatch(
            getRuntimeContext().getState(new ValueStateDescriptor<>("decided-at", Types.LONG)));
    passedOver = getRuntimeContext().getMetricGroup().counter("alertRecordsPassedOver");
  }

  @Override
  public void processElement(WindowMetrics record, Context context, Collector<Alert> out)
      throws Exception {
    silence.running(context.timerService().currentProcessingTime());
    Long decided = decidedUntilMs.value();
    long endMs = record.windowEndMs();
    if (record.revision() > 0 || decided != null && endMs <= decided) {
      passedOver.inc();
      return;
    }
    List<Observation> observations = open.get(endMs);
    List<Observation> more = observations == null ? new ArrayList<>() : observations;
    more.addAll(engine.observe(record));
    open.put(endMs, more);
    context.timerService().registerEventTimeTimer(endMs - 1);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    long lengthMs = context.getCurrentKey();
    long nowMs = context.timerService().currentProcessingTime();
    silence.running(nowMs);
    if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
      // The window in which the next result would be is not over yet.
      long untilMs = decidedUntilMs.value() + silence.sinceDecisionMs(nowMs) - lengthMs;
      engine.nothingUntil(untilMs, lengthMs, series, out::collect);
    } else {
      long endMs = timestamp + 1;
      engine.evaluate(endMs - lengthMs, endMs, open.get(endMs), series, out::collect);
      open.remove(endMs);
      decidedUntilMs.update(endMs);
      silence.decided(nowMs);
    }
    if (live && engine.awaitsData(lengthMs)) {
      // At full lengths, so that the looks of many windows are one timer.
      context.timerService().registerProcessingTimeTimer((nowMs / lengthMs + 1) * lengthMs);
    }
  }
}
