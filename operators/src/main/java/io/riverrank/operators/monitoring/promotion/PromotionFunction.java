package io.riverrank.operators.monitoring.promotion;

import io.riverrank.operators.monitoring.alerts.AlertFunction;
import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.operators.types.RecordTypeInfo;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.rollout.ControlEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands about challengers from metrics records, as messages for the control topic, keyed by
 * rule; the alerts of rollbacks are a side output.
 *
 * <p><em>Owned state</em>, by rule: what it saw of windows that are still open; the {@link
 * PromotionState}; the end of the last window that was decided. <em>Time</em>: a window is decided
 * once the watermark has passed its end, after every window before it. Revisions, and records of
 * windows that were decided, change nothing: evidence is not fed twice.
 */
public final class PromotionFunction
    extends KeyedProcessFunction<String, PromotionObservation, EncodedMessage> {

  /** Firing and over. */
  public static final OutputTag<Alert> ALERTS =
      new OutputTag<>("promotion-alerts", AlertFunction.ALERT);

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(PromotionFunction.class);

  private final ArrayList<PromotionRule> rules;

  private transient Map<String, PromotionEngine> engines;
  private transient ControlEncoder encoder;
  private transient MapState<Long, List<PromotionObservation>> open;
  private transient ValueState<PromotionState> state;
  private transient ValueState<Long> decidedUntilMs;

  PromotionFunction(List<PromotionRule> rules) {
    this.rules = new ArrayList<>(rules);
  }

  /** The commands of a stream of records. */
  public static SingleOutputStreamOperator<EncodedMessage> commands(
      DataStream<WindowMetrics> records, List<PromotionRule> rules) {
    return records
        .flatMap(new PromotionObservations(rules))
        .returns(
            new RecordTypeInfo<>(
                PromotionObservation.class, PromotionObservationSerializer.INSTANCE))
        .uid("monitor-promotion-observations")
        .name("Models side by side")
        .keyBy(PromotionObservation::rule, Types.STRING)
        .process(new PromotionFunction(rules), RiverrankTypes.ENCODED_MESSAGE)
        .uid("monitor-promotion")
        .name("Promote or roll back");
  }

  @Override
  public void open(OpenContext context) {
    engines = new LinkedHashMap<>();
    rules.forEach(rule -> engines.put(rule.head().name(), new PromotionEngine(rule)));
    encoder = new ControlEncoder();
    open =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "open-windows",
                    LongSerializer.INSTANCE,
                    new ListSerializer<>(PromotionObservationSerializer.INSTANCE)));
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("promotion", PromotionStateSerializer.INSTANCE));
    decidedUntilMs =
        getRuntimeContext().getState(new ValueStateDescriptor<>("decided-until", Types.LONG));
  }

  @Override
  public void processElement(
      PromotionObservation observation, Context context, Collector<EncodedMessage> out)
      throws Exception {
    Long decided = decidedUntilMs.value();
    long endMs = observation.endMs();
    if (decided != null && endMs <= decided) {
      return;
    }
    List<PromotionObservation> observations = open.get(endMs);
    List<PromotionObservation> more =
        observations == null ? new ArrayList<>() : new ArrayList<>(observations);
    more.add(observation);
    open.put(endMs, more);
    context.timerService().registerEventTimeTimer(endMs - 1);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<EncodedMessage> out)
      throws Exception {
    long endMs = timestamp + 1;
    PromotionEngine engine = engines.get(context.getCurrentKey());
    if (engine != null) {
      PromotionState before = state.value();
      String definition = engine.definition();
      if (before == null || !before.definition().equals(definition)) {
        before = PromotionState.start(definition);
      }
      state.update(
          engine.decide(before, open.get(endMs), decision -> emit(decision, context, out)));
    }
    open.remove(endMs);
    decidedUntilMs.update(endMs);
  }

  private void emit(Decision decision, Context context, Collector<EncodedMessage> out) {
    if (decision.isRollback()) {
      context.output(ALERTS, decision.alert());
    }
    if (!decision.isOver()) {
      LOG.info("Rule '{}': {}", context.getCurrentKey(), decision);
      out.collect(
          new EncodedMessage(
              null, encoder.encode(decision.command()), List.of(), SourceRecord.NO_TIMESTAMP));
    }
  }
}
