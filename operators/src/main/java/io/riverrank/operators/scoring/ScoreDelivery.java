package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.MicroBatch;
import io.riverrank.operators.settings.ScoreCacheSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings scores to the owners of the pairs: of a run, of the cache, of an equal pair. An owner is
 * told once of all its pairs in a run. Thread safe.
 */
final class ScoreDelivery {
  private final EqualPairs equalPairs;

  ScoreDelivery(ScoreCacheSettings cache) {
    equalPairs = new EqualPairs(cache);
  }

  /** Takes out what the model needs not see: pairs whose score is known, or another brings. */
  void spareEqualPairs(List<SubmittedPair> portion, PairDigest digest) {
    if (!equalPairs.isEnabled()) {
      return;
    }
    Map<PairOwner, List<ScoredPair>> known = new LinkedHashMap<>();
    portion.removeIf(
        pair -> {
          pair.identified(digest.key(pair.query(), pair.document()));
          EqualPairs.Verdict verdict = equalPairs.admit(pair);
          if (verdict instanceof EqualPairs.Verdict.Leads) {
            return false;
          }
          pair.releaseTexts();
          if (verdict instanceof EqualPairs.Verdict.Known score) {
            scoredOf(known, pair).add(withoutRun(pair, score.score(), ScoreSource.CACHE));
          }
          return true;
        });
    known.forEach((owner, pairs) -> owner.deliver(pairs, null));
  }

  /** Tells that a pair, and with it the equal ones, has no tokens. */
  void deliverFailed(SubmittedPair pair, String error) {
    PairScore failed = PairScore.failed(0, false, error);
    deliverAlone(pair, failed, ScoreSource.MODEL);
    equalPairs
        .complete(pair, failed)
        .forEach(follower -> deliverAlone(follower, failed, ScoreSource.EQUAL_PAIR));
  }

  private static void deliverAlone(SubmittedPair pair, PairScore score, ScoreSource source) {
    pair.owner().deliver(List.of(withoutRun(pair, score, source)), null);
  }

  private static ScoredPair withoutRun(SubmittedPair pair, PairScore score, ScoreSource source) {
    return ScoredPair.of(pair, score, source, System.nanoTime(), 0);
  }

  /**
   * Tells what a run gave.
   *
   * @param scores of the batch's rows, in their order
   * @param startNanos of the run, by {@link System#nanoTime}
   * @param prefixBytes that are kept after it
   */
  void deliver(
      MicroBatch<SubmittedPair> batch,
      List<PairScore> scores,
      long startNanos,
      long inferenceNanos,
      long prefixBytes) {
    Map<PairOwner, List<ScoredPair>> byOwner = new LinkedHashMap<>();
    for (int i = 0; i < batch.rows(); i++) {
      SubmittedPair row = batch.pairs().get(i);
      List<ScoredPair> ofOwner = scoredOf(byOwner, row);
      ChunkScores chunks = row.chunks();
      PairScore score = chunks == null ? scores.get(i) : chunks.add(scores.get(i));
      if (score == null) {
        continue;
      }
      SubmittedPair pair = chunks == null ? row : chunks.pair();
      ofOwner.add(ScoredPair.of(pair, score, ScoreSource.MODEL, startNanos, inferenceNanos));
      for (SubmittedPair follower : equalPairs.complete(pair, score)) {
        scoredOf(byOwner, follower)
            .add(
                ScoredPair.of(follower, score, ScoreSource.EQUAL_PAIR, startNanos, inferenceNanos));
      }
    }
    BatchStatistics statistics =
        new BatchStatistics(
            batch.rows(),
            batch.tokens(),
            batch.sharedTokens(),
            batch.paddedTokens(),
            batch.reason(),
            inferenceNanos,
            prefixBytes);
    for (Map.Entry<PairOwner, List<ScoredPair>> entry : byOwner.entrySet()) {
      entry.getKey().deliver(entry.getValue(), statistics);
      statistics = null;
    }
  }

  private static List<ScoredPair> scoredOf(
      Map<PairOwner, List<ScoredPair>> byOwner, SubmittedPair pair) {
    return byOwner.computeIfAbsent(pair.owner(), owner -> new ArrayList<>());
  }

  /** Ends the way of a row that nobody waits for any more: true if it needs not run. */
  boolean giveUp(SubmittedPair row) {
    return row.chunks() == null
        ? equalPairs.giveUp(row, ScoreDelivery::isWanted)
        : row.chunks().giveUp(equalPairs, ScoreDelivery::isWanted);
  }

  private static boolean isWanted(SubmittedPair pair) {
    return pair.owner().isOpen();
  }
}
