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
 * @param distributions of values; all of them
 */
public record BaselineSegment(
    long queries,
    Map<String, Moments> means,
    RankCounts clicks,
    Map<Distribution, ReferenceDistribution> distributions) {

  public BaselineSegment {
    means = new LinkedHashMap<>(means);
    distributions = new EnumMap<>(distributions);
  }

  /** Bins to count values in while they come; null if the baseline had none. */
  @Nullable
  public BinEdges edges(Distribution distribution) {
    return distributions.get(distribution).edges();
  }
}
