package io.riverrank.job.backfill.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How fast a backfill is, by the last minute's work: what came before anything was scored, as the
 * loading of the model, counts for nothing, nor does what earlier attempts did.
 */
final class Pace {

  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

  private record Look(long nanos, Totals totals) {}

  /** The first is the begin of the window, the others are in it. */
  private final Deque<Look> looks = new ArrayDeque<>();

  /**
   * @param nanos of {@link System#nanoTime()}
   */
  synchronized void add(Totals totals, long nanos) {
    if (looks.size() == 1 && !hasBegun(looks.getFirst().totals(), totals)) {
      looks.clear();
    }
    looks.add(new Look(nanos, totals));
    while (looks.size() > 2 && nanos - second().nanos() >= WINDOW_NANOS) {
      looks.removeFirst();
    }
  }

  /** An attempt that goes on starts with the counts of those before it. */
  private static boolean hasBegun(Totals before, Totals now) {
    return before.records() > 0 && now.done() > before.done();
  }

  private Look second() {
    var iterator = looks.iterator();
    iterator.next();
    return iterator.next();
  }

  synchronized double pairsPerSecond() {
    return looks.size() < 2
        ? 0
        : (looks.getLast().totals().candidates() - looks.getFirst().totals().candidates())
            / seconds();
  }

  /**
   * Until all of the input is done; empty while nobody can know.
   *
   * @param total of what {@link Totals#done()} counts
   */
  synchronized Optional<Duration> left(long total) {
    double done =
        looks.size() < 2 ? 0 : looks.getLast().totals().done() - looks.getFirst().totals().done();
    return done <= 0
        ? Optional.empty()
        : Optional.of(
            Duration.ofSeconds(
                (long) ((total - looks.getLast().totals().done()) / done * seconds())));
  }

  private double seconds() {
    return Math.max(1, looks.getLast().nanos() - looks.getFirst().nanos()) / 1e9;
  }
}
