package io.riverrank.faults.check;

import io.riverrank.schemas.RerankResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** All that a reader of committed records saw, by query id. Thread safe. */
public final class Observed {

  private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
  private final AtomicLong results = new AtomicLong();

  /** Takes a result. */
  public void add(RerankResult result) {
    outcomes.merge(result.queryId(), new Outcome(List.of(result), List.of()), Observed::joined);
    results.incrementAndGet();
  }

  /** Takes a dead letter, by the key that the request had. */
  public void add(String key, SeenDeadLetter deadLetter) {
    outcomes.merge(key, new Outcome(List.of(), List.of(deadLetter)), Observed::joined);
  }

  private static Outcome joined(Outcome before, Outcome added) {
    return new Outcome(
        concatenated(before.results(), added.results()),
        concatenated(before.deadLetters(), added.deadLetters()));
  }

  private static <T> List<T> concatenated(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** What was read of a query id so far. */
  public Outcome of(String queryId) {
    return outcomes.getOrDefault(queryId, Outcome.NONE);
  }

  /** Results so far, of all query ids. */
  public long results() {
    return results.get();
  }

  /** The query ids that something was read of. */
  public List<String> queryIds(Predicate<String> which) {
    return outcomes.keySet().stream().filter(which).sorted().toList();
  }

  /** Forgets what was checked for good. */
  public void forget(Predicate<String> which) {
    outcomes.keySet().removeIf(which);
  }
}
