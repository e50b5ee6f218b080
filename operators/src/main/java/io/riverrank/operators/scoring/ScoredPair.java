package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.PairId;

/**
 * One pair's score and how long it took, nanoseconds.
 *
 * @param source where the score came from
 * @param textChars characters of the pair's texts, as they were counted when it was submitted
 * @param tokenizeNanos from submission to token ids
 * @param queueNanos from token ids to the run
 * @param inferenceNanos the run of its batch
 */
public record ScoredPair(
    PairId id,
    PairScore score,
    ScoreSource source,
    long textChars,
    long tokenizeNanos,
    long queueNanos,
    long inferenceNanos) {

  /**
   * @param startNanos of the run that scored it, or when its score was known; a pair that came
   *     later, and took an equal one's score, waited for nothing
   */
  static ScoredPair of(
      SubmittedPair pair,
      PairScore score,
      ScoreSource source,
      long startNanos,
      long inferenceNanos) {
    long start = Math.max(startNanos, pair.submittedNanos());
    long tokenized = pair.tokenizedNanos() == 0 ? start : pair.tokenizedNanos();
    return new ScoredPair(
        pair.id(),
        score,
        source,
        pair.textChars(),
        tokenized - pair.submittedNanos(),
        start - tokenized,
        inferenceNanos);
  }
}
