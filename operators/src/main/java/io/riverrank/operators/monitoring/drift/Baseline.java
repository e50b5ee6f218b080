package io.riverrank.operators.monitoring.drift;

import java.util.Map;
import javax.annotation.Nullable;

/**
 * Saved distributions and means that windows are compared with.
 *
 * @param segments by segment, as metrics records name it: metadata field to value, {@code {}} for
 *     every query
 */
public record Baseline(Map<Map<String, String>, BaselineSegment> segments) {

  public Baseline {
    segments = Map.copyOf(segments);
  }

  /** Null if the baseline had no query of this segment. */
  @Nullable
  public BaselineSegment segment(Map<String, String> segment) {
    return segments.get(segment);
  }
}
