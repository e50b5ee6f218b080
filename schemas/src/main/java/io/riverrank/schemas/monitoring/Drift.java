package io.riverrank.schemas.monitoring;

import java.util.List;
import javax.annotation.Nullable;

/**
 * How far a window's distribution is from the baseline's.
 *
 * @param baselineFrom where the baseline is from: {@code file}, {@code trailing} (the windows
 *     before), {@code week_before}; null in records of versions that knew files only
 * @param ks Kolmogorov and Smirnov's D, the largest difference of the distribution functions
 * @param ksP its p-value, two-sided, asymptotic
 * @param psi population stability index over the bins
 * @param js Jensen and Shannon's distance over the bins, base 2: from 0 to 1
 * @param w1 Wasserstein's distance in standard deviations of the baseline
 * @param n values in the window
 * @param baselineN values in the baseline
 * @param rankError of the sketches that {@code ks} and {@code w1} come from, as a share of the
 *     values, both together; 0 if they hold every value
 * @param bins null if the baseline had no values
 * @param reason why measures are null, where they are
 */
public record Drift(
    @Nullable String baselineFrom,
    @Nullable Double ks,
    @Nullable Double ksP,
    @Nullable Double psi,
    @Nullable Double js,
    @Nullable Double w1,
    long n,
    long baselineN,
    double rankError,
    @Nullable Bins bins,
    @Nullable String reason) {

  /** Of a baseline whose origin isn't said. */
  public Drift(
      @Nullable Double ks,
      @Nullable Double ksP,
      @Nullable Double psi,
      @Nullable Double js,
      @Nullable Double w1,
      long n,
      long baselineN,
      double rankError,
      @Nullable Bins bins,
      @Nullable String reason) {
    this(null, ks, ksP, psi, js, w1, n, baselineN, rankError, bins, reason);
  }

  /** The same, of a baseline from there. */
  public Drift comparedWith(String from) {
    return new Drift(from, ks, ksP, psi, js, w1, n, baselineN, rankError, bins, reason);
  }

  /**
   * Counts of values in (eᵢ₋₁, eᵢ], open outside.
   *
   * @param edges inner ones, ascending, {@code [k]}
   * @param baseline values of the baseline, {@code [k + 1]}
   * @param window values of the window, {@code [k + 1]}
   */
  public record Bins(List<Double> edges, List<Long> baseline, List<Long> window) {

    public Bins {
      edges = List.copyOf(edges);
      baseline = List.copyOf(baseline);
      window = List.copyOf(window);
      if (baseline.size() != edges.size() + 1 || window.size() != edges.size() + 1) {
        throw new IllegalArgumentException(
            "%d edges make %d bins, not %d of the baseline and %d of the window"
                .formatted(edges.size(), edges.size() + 1, baseline.size(), window.size()));
      }
    }
  }
}
