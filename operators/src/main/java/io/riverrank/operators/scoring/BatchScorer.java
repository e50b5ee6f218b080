package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.PendingPair;
import io.riverrank.operators.model.Activation;
import io.riverrank.operators.session.BatchRunner;
import io.riverrank.operators.session.SessionException;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores the pairs of a micro-batch so that one bad pair costs no other its score: a batch that
 * fails is split until the pair that fails is alone. Before any pair is blamed the model has to
 * score a known good one, and the pair itself once more where the error may have been the moment's.
 */
final class BatchScorer {
  private final BatchRunner runner;
  private final Activation activation;
  private final TokenizedPair knownGood;

  BatchScorer(BatchRunner runner, Activation activation, TokenizedPair knownGood) {
    this.runner = runner;
    this.activation = activation;
    this.knownGood = knownGood;
  }

  /**
   * @return scores in the order of the pairs
   * @throws BrokenSessionException if the model fails on the known good pair, too
   */
  List<PairScore> score(List<? extends PendingPair> pairs) {
    List<PairScore> scores = new ArrayList<>(pairs.size());
    score(pairs, scores);
    return scores;
  }

  private void score(List<? extends PendingPair> pairs, List<PairScore> scores) {
    try {
      float[] logits = runner.run(pairs.stream().map(PendingPair::tokens).toList());
      requireHealthyIfNotFinite(logits);
      for (int i = 0; i < logits.length; i++) {
        scores.add(score(logits[i], pairs.get(i).tokens()));
      }
    } catch (SessionException e) {
      requireHealthySession(e);
      if (pairs.size() == 1) {
        scores.add(scoreAgain(pairs.get(0).tokens(), e));
        return;
      }
      int half = pairs.size() / 2;
      score(pairs.subList(0, half), scores);
      score(pairs.subList(half, pairs.size()), scores);
    }
  }

  private PairScore scoreAgain(TokenizedPair tokens, SessionException cause) {
    if (cause.mayPass()) {
      try {
        return score(runner.run(List.of(tokens))[0], tokens);
      } catch (SessionException e) {
        requireHealthySession(e);
      }
    }
    return PairScore.failed(tokens.length(), tokens.truncated(), cause.getMessage());
  }

  private PairScore score(float logit, TokenizedPair tokens) {
    return Float.isFinite(logit)
        ? new PairScore(logit, activation.apply(logit), tokens.length(), tokens.truncated(), null)
        : PairScore.failed(tokens.length(), tokens.truncated(), "the model's output is " + logit);
  }

  private void requireHealthyIfNotFinite(float[] logits) {
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        requireHealthySession(new SessionException("the model's output is " + logit));
        return;
      }
    }
  }

  private void requireHealthySession(SessionException cause) {
    try {
      float logit = runner.run(List.of(knownGood))[0];
      if (!Float.isFinite(logit)) {
        throw new SessionException("the model's output is " + logit);
      }
    } catch (SessionException e) {
      e.addSuppressed(cause);
      throw new BrokenSessionException(e);
    }
  }
}
