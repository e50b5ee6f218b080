package io.riverrank.operators.scoring;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.riverrank.operators.settings.ScoreCacheSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Spares the model pairs whose score is known, or on its way: of equal pairs only the first goes
 * through the model, the others take its score. One model's scores only; thread safe.
 *
 * <p>A pair that can't be scored is not remembered: what failed once may work the next time.
 */
final class EqualPairs {
  /** Key, score and what the cache holds about them, on a 64-bit JVM with compressed pointers. */
  private static final int ENTRY_BYTES = 176;

  private final boolean enabled;
  private final Cache<PairKey, PairScore> scores;

  /** For each pair that is on its way through the model, the equal ones that came after it. */
  private final ConcurrentHashMap<PairKey, List<SubmittedPair>> followers =
      new ConcurrentHashMap<>();

  EqualPairs(ScoreCacheSettings settings) {
    enabled = settings.bytes() > 0;
    scores =
        Caffeine.newBuilder()
            .maximumWeight(settings.bytes())
            .weigher((PairKey key, PairScore score) -> ENTRY_BYTES + logitBytes(score))
            // The pool's threads would outlive the job.
            .executor(Runnable::run)
            .build();
  }

  /** A boxed float and its place in a list. */
  private static int logitBytes(PairScore score) {
    return score.logits() == null ? 0 : 48 + 20 * score.logits().size();
  }

  boolean isEnabled() {
    return enabled;
  }

  /** What is to be done with a pair. */
  sealed interface Verdict {
    /** Its score is known. */
    record Known(PairScore score) implements Verdict {}

    /** {@link #complete} of an equal pair will bring it. */
    record Follows() implements Verdict {}

    /** It has to be scored, and then {@link #complete}d or {@link #giveUp given up}. */
    record Leads() implements Verdict {}
  }

  private static final Verdict FOLLOWS = new Verdict.Follows();
  private static final Verdict LEADS = new Verdict.Leads();

  /**
   * Decides about a pair with a key. One in the background leads nobody, since who follows would
   * wait as long as it, and follows nobody.
   */
  Verdict admit(SubmittedPair pair) {
    if (pair.inBackground()) {
      PairScore known = scores.getIfPresent(pair.key());
      return known == null ? LEADS : new Verdict.Known(known);
    }
    Verdict[] verdict = {FOLLOWS};
    followers.compute(
        pair.key(),
        (key, waiting) -> {
          if (waiting != null) {
            waiting.add(pair);
            return waiting;
          }
          // Looked up here, since a pair that is complete is in the cache before it leaves the map.
          PairScore known = scores.getIfPresent(key);
          verdict[0] = known == null ? LEADS : new Verdict.Known(known);
          return known == null ? new ArrayList<>(1) : null;
        });
    return verdict[0];
  }

  /**
   * Remembers a leading pair's score.
   *
   * @return the pairs that get it, too
   */
  List<SubmittedPair> complete(SubmittedPair leader, PairScore score) {
    if (leader.key() == null) {
      return List.of();
    }
    if (score.error() == null) {
      scores.put(leader.key(), score);
    }
    if (leader.inBackground()) {
      return List.of();
    }
    List<SubmittedPair> waiting = followers.remove(leader.key());
    return waiting == null ? List.of() : waiting;
  }

  /**
   * Ends a leading pair's way if nobody wants its score.
   *
   * @param isWanted of one pair
   * @return false if it or a pair that follows it is wanted: it has to go on
   */
  boolean giveUp(SubmittedPair leader, Predicate<SubmittedPair> isWanted) {
    if (isWanted.test(leader)) {
      return false;
    }
    return leader.key() == null
        || leader.inBackground()
        || followers.computeIfPresent(
                leader.key(),
                (key, waiting) -> waiting.stream().anyMatch(isWanted) ? waiting : null)
            == null;
  }
}
