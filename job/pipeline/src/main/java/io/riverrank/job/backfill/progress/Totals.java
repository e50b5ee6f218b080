package io.riverrank.job.backfill.progress;

import io.riverrank.job.backfill.tally.Counts;
import io.riverrank.job.backfill.tally.ResultTally;
import io.riverrank.job.backfill.tally.Tally;
import io.riverrank.schemas.ModelInfo;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counts of a backfill over all its attempts.
 *
 * @param read bytes of files, or messages of a topic
 * @param requested candidates that were read
 * @param deadLetters by code
 * @param models whose scores are in the results; one, unless another was taken on the way
 */
record Totals(
    long records,
    long read,
    long requested,
    long results,
    long incomplete,
    long candidates,
    long superseded,
    long failed,
    long truncated,
    SortedMap<String, Long> deadLetters,
    List<ModelInfo> models) {

  /**
   * @param counts of the job, by name
   */
  public static Totals of(Map<String, ?> counts) {
    SortedMap<String, Long> deadLetters = new TreeMap<>();
    for (String name : counts.keySet()) {
      if (name.startsWith(Tally.CODE)) {
        deadLetters.put(name.substring(Tally.CODE.length()), get(counts, name));
      }
    }
    return new Totals(
        get(counts, Counts.RECORDS),
        get(counts, Counts.READ),
        get(counts, Counts.REQUESTED),
        get(counts, ResultTally.RESULTS),
        get(counts, ResultTally.INCOMPLETE),
        get(counts, ResultTally.CANDIDATES),
        get(counts, ResultTally.SUPERSEDED),
        get(counts, ResultTally.FAILED),
        get(counts, ResultTally.TRUNCATED),
        deadLetters,
        counts.keySet().stream()
            .filter(name -> name.startsWith(ResultTally.MODEL))
            .sorted()
            .map(ResultTally::model)
            .toList());
  }

  private static long get(Map<String, ?> counts, String name) {
    return counts.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** How much of what is read has its candidates in results; reading runs ahead of scoring. */
  double done() {
    return requested == 0
        ? read
        : read * Math.min(1, (double) (candidates + deadLetterCount()) / requested);
  }

  /** Whether there was something to score and no score of it came out. */
  boolean scoredNothing() {
    return failed > 0 ? failed == candidates : results == 0 && deadLetterCount() > 0;
  }

  public long deadLetterCount() {
    return deadLetters.values().stream().mapToLong(Long::longValue).sum();
  }
}
