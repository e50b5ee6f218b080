package io.riverrank.operators.monitoring.drift;

import javax.annotation.Nullable;

/**
 * What a window is compared with.
 *
 * @param from what records call it
 * @param baseline null if there is none
 * @param missing why there is none; null where records say nothing of drift then
 */
public record Comparison(
    String from, @Nullable BaselineSegment baseline, @Nullable String missing) {

  /** A saved baseline. */
  private static final String FILE = "file";

  /**
   * @param baseline of the segment; null if there is none, and then there is no drift
   */
  public static Comparison saved(@Nullable BaselineSegment baseline) {
    return new Comparison(FILE, baseline, null);
  }

  public static Comparison of(String from, BaselineSegment baseline) {
    return new Comparison(from, baseline, null);
  }

  /** With nothing; all measures of drift are null, for this reason. */
  public static Comparison missing(String from, String reason) {
    return new Comparison(from, null, reason);
  }
}
