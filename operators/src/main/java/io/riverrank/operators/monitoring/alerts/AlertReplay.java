package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What rules would have said of records that are all there: the alerts of {@link AlertFunction},
 * without a clock.
 */
public final class AlertReplay {

  private final AlertEngine engine;

  public AlertReplay(List<Rule> rules, BaselineMeans baseline) {
    this.engine = new AlertEngine(rules, baseline);
  }

  /**
   * @param records in any order; revisions are passed over
   * @return alerts by length of windows, then by time
   */
  public List<Alert> alerts(List<WindowMetrics> records) throws Exception {
    TreeMap<Long, TreeMap<Long, List<Observation>>> byLength = new TreeMap<>();
    for (WindowMetrics record : records) {
      if (record.revision() == 0) {
        byLength
            .computeIfAbsent(AlertFunction.lengthOfWindow(record), length -> new TreeMap<>())
            .computeIfAbsent(record.windowEndMs(), end -> new ArrayList<>())
            .addAll(engine.observe(record));
      }
    }
    List<Alert> alerts = new ArrayList<>();
    for (Map.Entry<Long, TreeMap<Long, List<Observation>>> windows : byLength.entrySet()) {
      SeriesStore store = new MemorySeriesStore();
      for (Map.Entry<Long, List<Observation>> window : windows.getValue().entrySet()) {
        long endMs = window.getKey();
        engine.evaluate(endMs - windows.getKey(), endMs, window.getValue(), store, alerts::add);
      }
    }
    return alerts;
  }
}
