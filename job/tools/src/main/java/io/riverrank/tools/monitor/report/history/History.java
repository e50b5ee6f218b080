package io.riverrank.tools.monitor.report.history;

import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Takes metrics records and alerts in any order and holds what {@link PageLimits} allow. Not thread
 * safe.
 */
public final class History {

  private record Key(long lengthMs, @Nullable String model) {}

  private final Map<Key, View> views = new LinkedHashMap<>();
  private final AlertHistory alerts = new AlertHistory();
  private long records;
  private boolean viewsLeftOut;

  public void add(WindowMetrics metrics) {
    records++;
    Key key = new Key(metrics.windowEndMs() - metrics.windowStartMs(), metrics.model());
    View view = views.get(key);
    if (view == null) {
      if (views.size() == PageLimits.VIEWS) {
        viewsLeftOut = true;
        View oldest = views.values().stream().min(Comparator.comparingLong(View::endMs)).get();
        if (oldest.endMs() >= metrics.windowEndMs()) {
          return;
        }
        views.remove(new Key(oldest.lengthMs(), oldest.model()));
      }
      view = new View(key.lengthMs(), key.model());
      views.put(key, view);
    }
    view.add(metrics);
  }

  public void add(Alert alert) {
    alerts.add(alert);
  }

  /** By length of their windows, then the model that was seen last first. */
  public List<View> views() {
    List<View> sorted = new ArrayList<>(views.values());
    sorted.sort(
        Comparator.comparingLong(View::lengthMs)
            .thenComparing(Comparator.comparingLong(View::endMs).reversed()));
    return sorted;
  }

  public AlertHistory alerts() {
    return alerts;
  }

  /** Metrics records that came. */
  public long records() {
    return records;
  }

  /** Whether the input has more pairs of length and model than are held. */
  public boolean leavesOutViews() {
    return viewsLeftOut;
  }
}
