package io.riverrank.faults.monitor;

import io.riverrank.faults.check.Verdict;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares a monitor's committed records with the same windows without Flink: each window, segment
 * and model has its revisions from 0 on, each once and in order, and the last is right.
 */
final class MetricsCheck {

  private final DirectMetrics direct;
  private final Map<WindowKey, List<WindowMetrics>> recordsByWindow = new HashMap<>();

  MetricsCheck(DirectMetrics direct, List<WindowMetrics> records) {
    this.direct = direct;
    for (WindowMetrics record : records) {
      recordsByWindow.computeIfAbsent(WindowKey.of(record), any -> new ArrayList<>()).add(record);
    }
  }

  /** Whether each window has a record with all its queries. */
  boolean isComplete() {
    return direct.windows().stream()
        .allMatch(
            window ->
                recordsByWindow.getOrDefault(window.key(), List.of()).stream()
                    .anyMatch(record -> record.queries() >= window.queries()));
  }

  /**
   * @param deadLetters what each says; there must be none
   */
  Verdict check(List<String> deadLetters) {
    Verdict verdict = new Verdict();
    verdict.input(direct.results());
    Map<WindowKey, List<WindowMetrics>> left = new HashMap<>(recordsByWindow);
    for (DirectWindow window : direct.windows()) {
      List<WindowMetrics> records = left.remove(window.key());
      if (records == null) {
        verdict.lost(1, "%s has no record".formatted(window.key()));
      } else {
        verdict.result(1);
        check(window, records, verdict);
      }
    }
    left.keySet().forEach(key -> verdict.different("%s has no results".formatted(key)));
    deadLetters.forEach(message -> verdict.different("dead letter: " + message));
    return verdict;
  }

  private static void check(DirectWindow window, List<WindowMetrics> records, Verdict verdict) {
    TreeMap<Integer, WindowMetrics> byRevision = new TreeMap<>();
    WindowMetrics before = null;
    for (WindowMetrics record : records) {
      if (byRevision.put(record.revision(), record) != null) {
        verdict.doubled(1, "%s has revision %d again".formatted(window.key(), record.revision()));
      } else if (before != null
          && (record.revision() < before.revision() || record.queries() <= before.queries())) {
        verdict.different(
            "%s has revision %d of %d queries after revision %d of %d"
                .formatted(
                    window.key(),
                    record.revision(),
                    record.queries(),
                    before.revision(),
                    before.queries()));
      }
      before = record;
    }
    int missing = byRevision.lastKey() + 1 - byRevision.size();
    if (missing > 0) {
      verdict.lost(
          missing, "%s has revisions %s only".formatted(window.key(), byRevision.keySet()));
    }
    String difference = RecordDifference.of(byRevision.lastEntry().getValue(), window);
    if (difference != null) {
      verdict.different(
          "%s, revision %d: %s".formatted(window.key(), byRevision.lastKey(), difference));
    }
  }
}
