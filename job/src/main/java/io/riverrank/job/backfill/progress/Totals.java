package io.riverrank.job.backfill.progress;

import io.riverrank.job.backfill.tally.Counts;
import io.riverrank.job.backfill.tally.DeadLetterTally;
import io.riverrank.job.backfill.tally.ResultTally;
import io.riverrank.schemas.ModelInfo;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counts of a backfill over all its attempts.
 *
 * @param requested candidates that were read
 * @param deadLetters by code
 * @param models whose scores are in the results; one, unless another was taken on the way
 */
public record Totals(
    long records,
    long readBytes,
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
   * @param accumulators of the job, as they are now
   */
  public static Totals of(Map<String, Object> accumulators) {
    SortedMap<String, Long> deadLetters = new TreeMap<>();
    for (String name : accumulators.keySet()) {
      if (name.startsWith(DeadLetterTally.CODE)) {
        deadLetters.put(name.substring(DeadLetterTally.CODE.length()), get(accumulators, name));
      }
    }
    return new Totals(
        get(accumulators, Counts.RECORDS),
        get(accumulators, Counts.READ_BYTES),
        get(accumulators, Counts.REQUESTED),
        get(accumulators, ResultTally.RESULTS),
        get(accumulators, ResultTally.INCOMPLETE),
        get(accumulators, ResultTally.CANDIDATES),
        get(accumulators, ResultTally.SUPERSEDED),
        get(accumulators, ResultTally.FAILED),
        get(accumulators, ResultTally.TRUNCATED),
        deadLetters,
        accumulators.keySet().stream()
            .filter(name -> name.startsWith(ResultTally.MODEL))
            .sorted()
            .map(ResultTally::model)
            .toList());
  }

  private static long get(Map<String, Object> accumulators, String name) {
    return accumulators.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** Bytes of the input whose candidates are in results; reading runs ahead of scoring. */
  double doneBytes() {
    return requested == 0
        ? readBytes
        : readBytes * Math.min(1, (double) (candidates + deadLetterCount()) / requested);
  }

  public long deadLetterCount() {
    return deadLetters.values().stream().mapToLong(Long::longValue).sum();
  }
}
