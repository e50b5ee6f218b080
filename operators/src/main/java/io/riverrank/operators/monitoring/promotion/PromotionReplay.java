package io.riverrank.operators.monitoring.promotion;

import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a rule would have decided on records that are all there, as {@link PromotionFunction}. */
public final class PromotionReplay {

  private PromotionReplay() {}

  /**
   * @param records in any order; revisions are passed over
   * @return a line for each decision, in the order of time
   */
  public static List<String> decisions(PromotionRule rule, List<WindowMetrics> records) {
    PromotionEngine engine = new PromotionEngine(rule);
    TreeMap<Long, List<PromotionObservation>> windows = new TreeMap<>();
    for (WindowMetrics record : records) {
      PromotionObservation observation = engine.observe(record);
      if (observation != null) {
        windows.computeIfAbsent(observation.endMs(), end -> new ArrayList<>()).add(observation);
      }
    }
    List<String> lines = new ArrayList<>();
    PromotionState state = PromotionState.start(engine.definition());
    for (List<PromotionObservation> window : windows.values()) {
      state =
          engine.decide(
              state,
              window,
              decision -> {
                if (!decision.isOver()) {
                  lines.add("%s  %s".formatted(Instant.ofEpochMilli(decision.endMs()), decision));
                }
              });
    }
    return lines;
  }
}
