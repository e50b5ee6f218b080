package io.riverrank.tools.monitor.report.history;

import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.Example;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/** The newest windows of one segment, oldest first. */
public final class SegmentHistory {
  private final Map<String, String> segment;
  private final SeriesNames names;
  private final int limit;
  private final TreeMap<Long, WindowValues> windows = new TreeMap<>();
  private Map<String, Drift> drift = Map.of();
  private long driftStartMs = Long.MIN_VALUE;
  private List<Example> examples = List.of();
  private long examplesStartMs = Long.MIN_VALUE;
  private long droppedWindows;

  SegmentHistory(Map<String, String> segment, SeriesNames names) {
    this.segment = segment;
    this.names = names;
    this.limit = segment.isEmpty() ? PageLimits.WINDOWS : PageLimits.SEGMENT_WINDOWS;
  }

  /** A later revision of a window takes the place of the earlier. */
  void add(WindowMetrics metrics) {
    WindowValues before = windows.get(metrics.windowStartMs());
    if (before != null && before.revision > metrics.revision()) {
      return;
    }
    boolean isOld = !windows.isEmpty() && metrics.windowStartMs() < windows.firstKey();
    if (isOld && windows.size() == limit) {
      droppedWindows++;
      return;
    }
    windows.put(metrics.windowStartMs(), new WindowValues(metrics, names));
    if (windows.size() > limit) {
      windows.pollFirstEntry();
      droppedWindows++;
    }
    if (!metrics.drift().isEmpty() && metrics.windowStartMs() >= driftStartMs) {
      drift = metrics.drift();
      driftStartMs = metrics.windowStartMs();
    }
    if (!metrics.examples().isEmpty() && metrics.windowStartMs() >= examplesStartMs) {
      examples = metrics.examples().stream().limit(PageLimits.EXAMPLES).map(Examples::cut).toList();
      examplesStartMs = metrics.windowStartMs();
    }
  }

  /** Name of a metadata field to its value; empty: every query. */
  public Map<String, String> segment() {
    return segment;
  }

  /** A series in every window that is held, also where it has no value. */
  public List<Point> series(String name) {
    int index = names.known(name);
    return windows.values().stream().map(values -> values.point(index)).toList();
  }

  /**
   * @param share of the values below, as the records write it
   */
  public List<Point> quantile(String distribution, String share) {
    return series(SeriesName.ofQuantile(distribution, share));
  }

  /** Whether a series came, with values or without. */
  public boolean hasSeries(String name) {
    return names.known(name) >= 0;
  }

  /** A series in the newest window. */
  public Point newest(String name) {
    return windows.lastEntry().getValue().point(names.known(name));
  }

  /** Of the newest window that has any. */
  public Map<String, Drift> drift() {
    return drift;
  }

  public long driftStartMs() {
    return driftStartMs;
  }

  /** Of the newest window that has any; the largest change first. */
  public List<Example> examples() {
    return examples;
  }

  public long examplesStartMs() {
    return examplesStartMs;
  }

  public int windows() {
    return windows.size();
  }

  /** Windows that were older than those that are held. */
  public long droppedWindows() {
    return droppedWindows;
  }

  /** In the newest window. */
  public long queries() {
    return windows.isEmpty() ? 0 : windows.lastEntry().getValue().queries;
  }

  /** Queries in every window that is held. */
  public List<Point> queriesSeries() {
    return windows.values().stream()
        .map(w -> new Point(w.startMs, w.queries, Double.NaN, Double.NaN, w.queries, null))
        .toList();
  }

  public long firstStartMs() {
    return windows.firstKey();
  }

  public long lastStartMs() {
    return windows.lastKey();
  }

  /** Whether the newest window is that of another history. */
  boolean isAsNewAs(@Nullable SegmentHistory other) {
    return other == null || lastStartMs() >= other.lastStartMs();
  }
}
