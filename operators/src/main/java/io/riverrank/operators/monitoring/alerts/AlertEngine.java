package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.MissingDataRule;
import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * Decides which alerts fire and which are over, window by window: the same for the same windows,
 * whatever the order of the records within one. It has no state of its own.
 */
final class AlertEngine {

  private final Map<String, Decider> deciders;

  AlertEngine(List<Rule> rules, BaselineMeans baseline) {
    this.deciders =
        rules.stream()
            // These decide on models, and aren't for this engine.
            .filter(rule -> !(rule instanceof PromotionRule))
            .map(rule -> decider(rule, baseline))
            .collect(
                Collectors.toMap(
                    decider -> decider.rule().head().name(),
                    decider -> decider,
                    (a, b) -> {
                      throw new IllegalArgumentException("two rules have one name");
                    },
                    LinkedHashMap::new));
  }

  private static Decider decider(Rule rule, BaselineMeans baseline) {
    if (rule instanceof ThresholdRule threshold) {
      return new ThresholdDecider(threshold);
    }
    if (rule instanceof SequentialRule sequential) {
      return new SequentialDecider(sequential, baseline);
    }
    return new MissingDataDecider((MissingDataRule) rule);
  }

  /** What the rules see of a record; no more of it has to be kept. */
  List<Observation> observe(WindowMetrics record) {
    long lengthMs = record.windowEndMs() - record.windowStartMs();
    return deciders.values().stream()
        .filter(decider -> decider.rule().head().looksAt(lengthMs))
        .filter(decider -> decider.rule().head().segments().matches(record.segment()))
        .map(decider -> decider.observe(record))
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * Decides on one window, whose observations are all there, after all windows before it.
   *
   * @param observations of rules that are there no more are passed over
   */
  void evaluate(
      long startMs,
      long endMs,
      List<Observation> observations,
      SeriesStore store,
      Consumer<Alert> alerts)
      throws Exception {
    Map<SeriesKey, Observation> bySeries = new HashMap<>();
    observations.forEach(
        observation -> bySeries.merge(observation.series(), observation, AlertEngine::larger));
    EvaluatedWindow window = new EvaluatedWindow(startMs, endMs, bySeries, store, alerts);
    Map<String, List<SeriesKey>> kept = forget(window);
    for (Decider decider : deciders.values()) {
      if (decider.rule().head().looksAt(endMs - startMs)) {
        decider.decide(window, keys(decider, window, kept));
      }
    }
  }

  /** Whether there is a rule about missing data in windows of this length. */
  boolean awaitsData(long lengthMs) {
    return missingData(lengthMs).findAny().isPresent();
  }

  /**
   * Decides on missing data while no window ends, because nothing comes at all.
   *
   * @param untilMs event time until which nothing came
   */
  void nothingUntil(long untilMs, long lengthMs, SeriesStore store, Consumer<Alert> alerts)
      throws Exception {
    List<MissingDataDecider> awaiting = missingData(lengthMs).toList();
    for (SeriesKey key : store.keys()) {
      for (MissingDataDecider decider : awaiting) {
        if (decider.rule().head().name().equals(key.rule())) {
          store.put(key, decider.missingUntil(untilMs, key, store.get(key), alerts));
        }
      }
    }
  }

  private Stream<MissingDataDecider> missingData(long lengthMs) {
    return deciders.values().stream()
        .filter(decider -> decider.rule().head().looksAt(lengthMs))
        .filter(MissingDataDecider.class::isInstance)
        .map(MissingDataDecider.class::cast);
  }

  /** Models are together in rules about missing data: one that came is enough. */
  private static Observation larger(Observation a, Observation b) {
    return a.n() >= b.n() ? a : b;
  }

  private static List<SeriesKey> keys(
      Decider decider, EvaluatedWindow window, Map<String, List<SeriesKey>> kept) {
    String rule = decider.rule().head().name();
    Stream<SeriesKey> observed =
        window.observations().keySet().stream().filter(key -> key.rule().equals(rule));
    return new ArrayList<>(
        Stream.concat(kept.getOrDefault(rule, List.of()).stream(), observed)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Ends what is over without a decision, and returns the series that are left, by rule. */
  private Map<String, List<SeriesKey>> forget(EvaluatedWindow window) throws Exception {
    Map<String, List<SeriesKey>> kept = new HashMap<>();
    for (SeriesKey key : window.store().keys()) {
      Decider decider = deciders.get(key.rule());
      SeriesState state = window.store().get(key);
      if (isCurrent(decider, window, key, state)) {
        kept.computeIfAbsent(key.rule(), rule -> new ArrayList<>()).add(key);
      } else {
        if (state.firing()) {
          window.alerts().accept(Alerts.gone(figure(decider), key, state, window.endMs()));
        }
        window.store().remove(key);
      }
    }
    return kept;
  }

  private static boolean isCurrent(
      @Nullable Decider decider, EvaluatedWindow window, SeriesKey key, SeriesState state) {
    if (decider == null || !decider.definition().equals(state.definition())) {
      return false;
    }
    return decider instanceof MissingDataDecider && decider.rule().head().segments().isOne()
        || window.observations().containsKey(key)
        || (window.endMs() - state.lastEndMs()) / window.lengthMs()
            < decider.rule().head().goneAfter();
  }

  @Nullable
  private static String figure(@Nullable Decider decider) {
    if (decider == null) {
      return null;
    }
    Rule rule = decider.rule();
    if (rule instanceof ThresholdRule threshold) {
      return threshold.figure();
    }
    return rule instanceof SequentialRule sequential ? sequential.figure() : null;
  }
}
