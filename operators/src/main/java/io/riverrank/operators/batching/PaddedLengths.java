package io.riverrank.operators.batching;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The lengths that pairs are padded to.
 *
 * @param ranges shortest first; none: the longest pair of a run decides
 */
public record PaddedLengths(List<Range> ranges) {

  /**
   * @param upTo the longest that this is for, tokens
   * @param multiple that those are rounded up to
   */
  public record Range(int upTo, int multiple) {}

  /** The longest pair of a run decides; what costs least. */
  public static final PaddedLengths LONGEST = new PaddedLengths(List.of());

  /** The same multiple for all; 0 for none. */
  public static PaddedLengths multiplesOf(int multiple) {
    return multiple == 0
        ? LONGEST
        : new PaddedLengths(List.of(new Range(Integer.MAX_VALUE, multiple)));
  }

  int of(int length) {
    for (Range range : ranges) {
      if (length <= range.upTo()) {
        return ((length + range.multiple() - 1) / range.multiple()) * range.multiple();
      }
    }
    return length;
  }

  /** The multiples, shortest lengths first, as {@code 4/8}. */
  @Override
  public String toString() {
    return ranges.stream()
        .map(range -> Integer.toString(range.multiple()))
        .collect(Collectors.joining("/"));
  }
}
