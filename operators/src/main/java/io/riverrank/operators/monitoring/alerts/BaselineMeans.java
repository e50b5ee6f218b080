package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.SegmentSelector;
import io.riverrank.schemas.monitoring.FigureValue;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;

/** The figures of a baseline, by segment: what sequential rules compare with. */
public final class BaselineMeans implements Serializable {

  private static final long serialVersionUID = 1;

  /** A figure of one segment. */
  record Mean(double value, long n, double halfWidth) implements Serializable {}

  private record Place(TreeMap<String, String> segment, String figure) implements Serializable {}

  private final HashMap<Place, Mean> means = new HashMap<>();

  private BaselineMeans() {}

  /** Without a baseline: no sequential rule fires. */
  public static BaselineMeans none() {
    return new BaselineMeans();
  }

  /**
   * @param figures by segment, then by name; those without a value don't count
   */
  public static BaselineMeans of(Map<Map<String, String>, Map<String, FigureValue>> figures) {
    BaselineMeans baseline = new BaselineMeans();
    figures.forEach(
        (segment, values) -> values.forEach((name, figure) -> baseline.put(segment, name, figure)));
    return baseline;
  }

  private void put(Map<String, String> segment, String name, FigureValue figure) {
    if (figure.value() != null && figure.n() > 0) {
      means.put(
          new Place(new TreeMap<>(segment), name),
          new Mean(figure.value(), figure.n(), ObservedFigure.halfWidth(figure)));
    }
  }

  @Nullable
  Mean mean(SortedMap<String, String> segment, String figure) {
    return means.get(new Place(new TreeMap<>(segment), figure));
  }

  /** The segments that have the figure, in a fixed order. */
  List<SortedMap<String, String>> segments(SegmentSelector wanted, String figure) {
    return means.keySet().stream()
        .filter(place -> place.figure.equals(figure) && wanted.matches(place.segment))
        .<SortedMap<String, String>>map(Place::segment)
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .toList();
  }
}
