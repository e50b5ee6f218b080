package io.riverrank.operators.monitoring.drift;

import io.riverrank.operators.evaluation.Moments;
import io.riverrank.operators.monitoring.figures.Distribution;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * The baseline of one segment.
 *
 * @param queries that it rests on
 * @param means by figure, as records name it
 * @param clicks what was shown and clicked at each rank
 * @param distributions of values; one that is left out has none
 */
public record BaselineSegment(
    long queries,
    Map<String, Moments> means,
    RankCounts clicks,
    Map<Distribution, ReferenceDistribution> distributions) {

  /** KLL's smallest k. */
  private static final int EMPTY_SKETCH = 8;

  public BaselineSegment {
    means = new LinkedHashMap<>(means);
    Map<Distribution, ReferenceDistribution> all = new EnumMap<>(Distribution.class);
    for (Distribution each : Distribution.values()) {
      all.put(each, ReferenceDistribution.of(new ValueSketch(EMPTY_SKETCH), 0));
    }
    all.putAll(distributions);
    distributions = all;
  }

  /** Bins to count values in while they come; null if the baseline had none. */
  @Nullable
  public BinEdges edges(Distribution distribution) {
    return distributions.get(distribution).edges();
  }
}
