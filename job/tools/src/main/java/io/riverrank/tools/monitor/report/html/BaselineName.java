package io.riverrank.tools.monitor.report.html;

import io.riverrank.schemas.monitoring.Drift;
import java.util.Map;

/** What the page calls that which windows are compared with. */
final class BaselineName {

  private BaselineName() {}

  /**
   * @param drift by distribution; of one record, so all with the same baseline
   * @return as it stands after "the"
   */
  static String of(Map<String, Drift> drift) {
    return drift.values().stream().findFirst().map(BaselineName::of).orElse("baseline");
  }

  private static String of(Drift drift) {
    return switch (drift.baselineFrom() == null ? "file" : drift.baselineFrom()) {
      case "trailing" -> "windows before";
      case "week_before" -> "week before";
      default -> "baseline";
    };
  }
}
