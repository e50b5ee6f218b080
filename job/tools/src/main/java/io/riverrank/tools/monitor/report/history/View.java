package io.riverrank.tools.monitor.report.history;

import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** The windows of one length and one model, for every segment. */
public final class View {
  private final long lengthMs;
  @Nullable private final String model;
  private final SeriesNames names = new SeriesNames();
  private final Map<Map<String, String>, SegmentHistory> segments = new LinkedHashMap<>();
  private boolean segmentsLeftOut;
  private boolean overflow;

  View(long lengthMs, @Nullable String model) {
    this.lengthMs = lengthMs;
    this.model = model;
  }

  void add(WindowMetrics metrics) {
    overflow |= metrics.segmentOverflow();
    SegmentHistory history = segments.get(metrics.segment());
    if (history == null) {
      if (!metrics.segment().isEmpty() && !hasRoom(metrics.queries())) {
        segmentsLeftOut = true;
        return;
      }
      history = new SegmentHistory(metrics.segment(), names);
      segments.put(metrics.segment(), history);
    }
    history.add(metrics);
  }

  /** Makes room for a segment that has more queries than the smallest one here. */
  private boolean hasRoom(long queries) {
    if (named().size() < PageLimits.SEGMENTS) {
      return true;
    }
    SegmentHistory smallest =
        named().stream().min(Comparator.comparingLong(SegmentHistory::queries)).orElseThrow();
    segmentsLeftOut = true;
    return smallest.queries() < queries && segments.remove(smallest.segment()) != null;
  }

  public long lengthMs() {
    return lengthMs;
  }

  /** Its fingerprint; null if the results name none. */
  @Nullable
  public String model() {
    return model;
  }

  /** Every query; null if the input has only segments. */
  @Nullable
  public SegmentHistory all() {
    return segments.get(Map.of());
  }

  /** The segments that have a name. */
  public List<SegmentHistory> named() {
    return segments.values().stream().filter(history -> !history.segment().isEmpty()).toList();
  }

  /** What the page shows first: every query, or the largest segment. */
  public SegmentHistory main() {
    SegmentHistory all = all();
    return all != null
        ? all
        : named().stream().max(Comparator.comparingLong(SegmentHistory::queries)).orElseThrow();
  }

  /** Names of figures, in the order of the records. */
  public List<String> figures() {
    return names.all().stream().filter(SeriesName::isFigure).toList();
  }

  /** Shares of the quantiles of each distribution, lowest first, as the records write them. */
  public Map<String, List<String>> quantiles() {
    return names.all().stream()
        .filter(SeriesName::isQuantile)
        .sorted(Comparator.comparingDouble(SeriesName::share))
        .collect(
            Collectors.groupingBy(
                SeriesName::distribution,
                LinkedHashMap::new,
                Collectors.mapping(SeriesName::shareText, Collectors.toList())));
  }

  /** Names of figures for which a segment ever had a value. */
  public List<String> figures(SegmentHistory of) {
    Predicate<String> hasValue = name -> of.series(name).stream().anyMatch(Point::isDefined);
    return figures().stream().filter(hasValue).toList();
  }

  /** Whether the input has more segments than are held. */
  public boolean leavesOutSegments() {
    return segmentsLeftOut;
  }

  /** Whether the input has more series than are held. */
  public boolean leavesOutSeries() {
    return names.isFull();
  }

  /** Whether a window had more segments than the monitor keeps. */
  public boolean hasOverflow() {
    return overflow;
  }

  /** End of the newest window, epoch milliseconds. */
  public long endMs() {
    return segments.values().stream().mapToLong(SegmentHistory::lastStartMs).max().orElse(0)
        + lengthMs;
  }
}
