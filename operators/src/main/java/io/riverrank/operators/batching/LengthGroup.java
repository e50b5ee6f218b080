package io.riverrank.operators.batching;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Pairs that wait and may run together, since what comes before their own tokens is the same, in
 * order of length. Not thread safe.
 *
 * @param <P> what its owner knows of a pair besides
 */
final class LengthGroup<P extends PendingPair> {
  private static final Comparator<PendingPair> BY_LENGTH =
      Comparator.comparingInt(PendingPair::length).thenComparingLong(PendingPair::sequence);

  private final TreeSet<P> byLength = new TreeSet<>(BY_LENGTH);
  private long tokens;

  void add(P pair) {
    byLength.add(pair);
    tokens += pair.length();
  }

  void remove(P pair) {
    byLength.remove(pair);
    tokens -= pair.length();
  }

  boolean isEmpty() {
    return byLength.isEmpty();
  }

  /** Of all its pairs. */
  long tokens() {
    return tokens;
  }

  NavigableSet<P> all() {
    return byLength;
  }

  /**
   * The part that holds a pair, of as many equal ones as are asked for. Parts are whole ranges of
   * lengths, since what a batch leaves between its shortest and its longest pair would be padded by
   * the next.
   */
  NavigableSet<P> part(P pair, long parts) {
    long before = 0;
    long part = 0;
    P first = byLength.first();
    for (P each : byLength) {
      long next = (before + each.length() / 2) * parts / tokens;
      if (next != part) {
        if (BY_LENGTH.compare(pair, each) < 0) {
          return byLength.subSet(first, true, each, false);
        }
        part = next;
        first = each;
      }
      before += each.length();
    }
    return byLength.tailSet(first, true);
  }
}
