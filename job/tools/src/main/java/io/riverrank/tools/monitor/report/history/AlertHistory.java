package io.riverrank.tools.monitor.report.history;

import io.riverrank.schemas.monitoring.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** The newest alerts, each from its start to its end. */
public final class AlertHistory {

  private record Key(
      String rule,
      @Nullable String figure,
      Map<String, String> segment,
      @Nullable String model,
      long startsAtMs) {

    Key(Alert alert) {
      this(alert.rule(), alert.figure(), alert.segment(), alert.model(), alert.startsAtMs());
    }
  }

  private final Map<Key, Alert> newest = new LinkedHashMap<>();
  private long dropped;

  /** Takes the later of what is said of the same alert. */
  void add(Alert alert) {
    Key key = new Key(alert);
    Alert before = newest.get(key);
    if (before != null && before.windowEndMs() > alert.windowEndMs()) {
      return;
    }
    newest.remove(key);
    newest.put(key, alert);
    if (newest.size() > PageLimits.ALERTS) {
      dropOne();
    }
  }

  /** Alerts that are over go before those that fire. */
  private void dropOne() {
    Iterator<Alert> oldestFirst = newest.values().iterator();
    while (oldestFirst.hasNext()) {
      if (oldestFirst.next().status() == Alert.Status.RESOLVED) {
        oldestFirst.remove();
        dropped++;
        return;
      }
    }
    newest.remove(newest.keySet().iterator().next());
    dropped++;
  }

  /** Those that fire first, then the newest first. */
  public List<Alert> all() {
    List<Alert> sorted = new ArrayList<>(newest.values());
    sorted.sort(
        Comparator.comparing(Alert::status)
            .thenComparing(Comparator.comparingLong(Alert::startsAtMs).reversed())
            .thenComparing(Alert::rule));
    return sorted;
  }

  /** About one series of one segment. */
  public List<Alert> of(View view, Map<String, String> segment, String figure) {
    return of(view, segment).stream().filter(alert -> figure.equals(alert.figure())).toList();
  }

  /** About one segment. */
  public List<Alert> of(View view, Map<String, String> segment) {
    return newest.values().stream()
        .filter(alert -> alert.segment().equals(segment))
        .filter(alert -> alert.model() == null || alert.model().equals(view.model()))
        .toList();
  }

  public long firing() {
    return newest.values().stream().filter(AlertHistory::isFiring).count();
  }

  public static boolean isFiring(Alert alert) {
    return alert.status() == Alert.Status.FIRING;
  }

  /** Alerts that were left out. */
  public long dropped() {
    return dropped;
  }
}
