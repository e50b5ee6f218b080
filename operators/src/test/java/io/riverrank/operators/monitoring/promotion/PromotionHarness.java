package io.riverrank.operators.monitoring.promotion;

import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The function of one rule on windows of an hour, which are counted from 0. */
final class PromotionHarness implements AutoCloseable {
  static final long HOUR_MS = 3_600_000;

  private final PromotionRule rule;
  private final PromotionEngine engine;
  private final List<ControlCommand> commands = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private KeyedOneInputStreamOperatorTestHarness<String, PromotionObservation, EncodedMessage>
      harness;

  PromotionHarness(PromotionRule rule) throws Exception {
    this.rule = rule;
    this.engine = new PromotionEngine(rule);
    open(null);
  }

  private void open(@Nullable OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new PromotionFunction(List.of(rule))),
            PromotionObservation::rule,
            Types.STRING);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  /** Snapshots, throws the operator away and goes on in a new one. */
  void restore() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    drain();
    harness.close();
    open(state);
  }

  /**
   * A window and its end.
   *
   * @param models fingerprint, queries and share of each, in turn
   */
  void window(int window, Object... models) throws Exception {
    for (int i = 0; i < models.length; i += 3) {
      process(record(window, (String) models[i], (int) models[i + 1], (double) models[i + 2], 0));
    }
    harness.processWatermark((window + 1) * HOUR_MS - 1);
  }

  void revision(int window, String model, int queries, double share) throws Exception {
    process(record(window, model, queries, share, 1));
  }

  private void process(WindowMetrics record) throws Exception {
    PromotionObservation observation = engine.observe(record);
    if (observation != null) {
      harness.processElement(observation, record.windowEndMs() - 1);
    }
  }

  private WindowMetrics record(int window, String model, int queries, double share, int revision) {
    return new WindowMetrics(
        window * HOUR_MS,
        (window + 1) * HOUR_MS,
        Map.of(),
        false,
        model,
        revision,
        queries,
        Map.of(rule.figure(), FigureValue.of(share, queries)),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of());
  }

  /** All so far. */
  List<ControlCommand> commands() {
    drain();
    return commands;
  }

  /** All so far. */
  List<Alert> alerts() {
    drain();
    return alerts;
  }

  private void drain() {
    for (EncodedMessage message : harness.extractOutputValues()) {
      SourceRecord record = new SourceRecord("control", 0, 0, 0, null, message.value(), List.of());
      commands.add(new ControlDecoder().decode(record).command());
    }
    harness.getOutput().clear();
    var side = harness.getSideOutput(PromotionFunction.ALERTS);
    if (side != null) {
      side.forEach(record -> alerts.add(record.getValue()));
      side.clear();
    }
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
