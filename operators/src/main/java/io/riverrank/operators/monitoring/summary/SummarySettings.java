package io.riverrank.operators.monitoring.summary;

import io.riverrank.operators.monitoring.drift.BaselineSegment;
import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * What a summary keeps.
 *
 * @param sketchSize KLL's k of every distribution
 * @param examples queries kept as examples; 0 for none, so that no text is kept
 */
public record SummarySettings(int sketchSize, int examples) implements Serializable {

  /** Rank error 1.05 %, at most 24 KiB a summary without examples. */
  public static final SummarySettings DEFAULTS = new SummarySettings(256, 10);

  /** Rank error 0.07 %: a baseline is kept once, and its error is in every comparison. */
  public static final SummarySettings BASELINE = new SummarySettings(4096, 0);

  /**
   * An empty summary.
   *
   * @param baseline of the segment, whose bins values are counted in; null for none
   */
  public WindowSummary newSummary(@Nullable BaselineSegment baseline) {
    return new WindowSummary(this, baseline);
  }
}
