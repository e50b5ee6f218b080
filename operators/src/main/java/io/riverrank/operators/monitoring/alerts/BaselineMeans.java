package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.SegmentSelector;
import io.riverrank.operators.monitoring.drift.Baseline;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;

/** The means of a baseline, by segment: what sequential rules compare with. */
public final class BaselineMeans implements Serializable {

  private static final long serialVersionUID = 1;

  /** In units of the figure. */
  record Mean(long n, double mean, double variance) implements Serializable {}

  private record Place(TreeMap<String, String> segment, String figure) implements Serializable {}

  private final HashMap<Place, Mean> means = new HashMap<>();

  public static BaselineMeans of(Baseline baseline) {
    BaselineMeans means = new BaselineMeans();
    baseline
        .segments()
        .forEach(
            (segment, saved) ->
                saved
                    .means()
                    .forEach(
                        (figure, moments) ->
                            means.add(
                                segment,
                                figure,
                                moments.n(),
                                moments.mean(),
                                moments.squares() / moments.n())));
    return means;
  }

  /**
   * Adds the mean of a figure, while the baseline is read.
   *
   * @param n queries; nothing is added without any
   * @param variance mean square of the differences from the mean
   */
  public BaselineMeans add(
      Map<String, String> segment, String figure, long n, double mean, double variance) {
    if (n > 0) {
      means.put(new Place(new TreeMap<>(segment), figure), new Mean(n, mean, variance));
    }
    return this;
  }

  /** Null if the baseline hasn't it. */
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
