package io.riverrank.schemas.monitoring;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * The figures of one window, segment and model: what goes to the metrics topic.
 *
 * @param windowStartMs first instant of the window, epoch milliseconds
 * @param windowEndMs first instant after it
 * @param segment name of a metadata field to its value; empty: every query
 * @param segmentOverflow whether the window had more segments than are kept, so that who is in
 *     which may depend on the order of arrival
 * @param model its fingerprint; null if the results name none
 * @param revision 0 for the first record of the window, then 1, 2, … as late results come
 * @param queries results in the window
 * @param figures by name, in the order of the table in {@code docs/monitoring.md}
 * @param drift by distribution; empty where there is nothing to compare with
 * @param quantiles by distribution, then by the quantile's share as text: {@code "0.5"}
 * @param rankErrors by distribution: of its quantiles, as a share of the values; 0 if exact
 * @param examples the largest change first
 */
public record WindowMetrics(
    long windowStartMs,
    long windowEndMs,
    Map<String, String> segment,
    boolean segmentOverflow,
    @Nullable String model,
    int revision,
    long queries,
    Map<String, FigureValue> figures,
    Map<String, Drift> drift,
    Map<String, Map<String, Double>> quantiles,
    Map<String, Double> rankErrors,
    List<Example> examples) {

  public WindowMetrics {
    segment = inOrder(segment);
    figures = inOrder(figures);
    drift = inOrder(drift);
    quantiles = inOrder(quantiles);
    rankErrors = inOrder(rankErrors);
    examples = List.copyOf(examples);
  }

  private static <T> Map<String, T> inOrder(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
