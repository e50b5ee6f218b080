package io.riverrank.operators.monitoring.promotion;

import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** What each rule sees of the records; no more of them has to travel on. */
final class PromotionObservations extends RichFlatMapFunction<WindowMetrics, PromotionObservation> {

  private static final long serialVersionUID = 1;

  private final ArrayList<PromotionRule> rules;
  private transient List<PromotionEngine> engines;

  PromotionObservations(List<PromotionRule> rules) {
    this.rules = new ArrayList<>(rules);
  }

  @Override
  public void open(OpenContext context) {
    engines = rules.stream().map(PromotionEngine::new).toList();
  }

  @Override
  public void flatMap(WindowMetrics record, Collector<PromotionObservation> out) {
    for (PromotionEngine engine : engines) {
      PromotionObservation observation = engine.observe(record);
      if (observation != null) {
        out.collect(observation);
      }
    }
  }
}
