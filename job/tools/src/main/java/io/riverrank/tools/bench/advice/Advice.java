package io.riverrank.tools.bench.advice;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that was tried, in the order of the files.
 *
 * @param pairs that the quality rests on
 */
public record Advice(List<Tried> tried, int pairs) {

  /** The fastest whose scores are the full-precision file's. */
  public Optional<Tried> fullPrecision() {
    return fastest(each -> each.quality() != null && each.quality().isFull());
  }

  /** The fastest whose rankings are nearly the full-precision file's; any without such a file. */
  public Optional<Tried> fastest() {
    return fastest(each -> each.quality() == null || each.quality().isClose());
  }

  /**
   * Whether lower precision gains nothing here, as where the processor has no instructions for how
   * a file was quantised: of activations with a sign, for one.
   */
  public boolean isSlowerThanFullPrecision(Tried each) {
    return each.problem() == null
        && !each.choice().computed().equals(Choices.FULL_PRECISION)
        && fullPrecision().map(full -> each.pairsPerSecond() < full.pairsPerSecond()).orElse(false);
  }

  private Optional<Tried> fastest(Predicate<Tried> good) {
    return tried.stream()
        .filter(each -> each.problem() == null)
        .filter(good)
        .max(Comparator.comparingDouble(Tried::pairsPerSecond));
  }
}
