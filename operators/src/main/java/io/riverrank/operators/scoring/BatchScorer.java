package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.PendingPair;
import io.riverrank.operators.model.ScoreRule;
import io.riverrank.operators.session.BatchRunner;
import io.riverrank.operators.session.SessionException;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores the pairs of a micro-batch so that one bad pair costs no other its score: a batch that
 * fails is split until the pair that fails is alone. Before any pair is blamed the model has to
 * score a known good one, and the pair itself once more where the error may have been the moment's,
 * or what it shares with others; it is read whole then.
 */
final class BatchScorer {
  private final BatchRunner runner;
  private final ScoreRule rule;
  private final TokenizedPair knownGood;

  BatchScorer(BatchRunner runner, ScoreRule rule, TokenizedPair knownGood) {
    this.runner = runner;
    this.rule = rule;
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
      float[][] outputs = runner.run(pairs.stream().map(PendingPair::tokens).toList());
      requireHealthyIfNotFinite(outputs);
      for (int i = 0; i < outputs.length; i++) {
        scores.add(score(outputs[i], pairs.get(i).tokens()));
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
    if (cause.mayPass() || tokens.prefix() != null) {
      try {
        return score(runner.run(List.of(tokens.sharing(null)))[0], tokens);
      } catch (SessionException e) {
        requireHealthySession(e);
      }
    }
    return PairScore.failed(tokens.length(), tokens.truncated(), cause.getMessage());
  }

  private PairScore score(float[] outputs, TokenizedPair tokens) {
    if (!isFinite(outputs)) {
      return PairScore.failed(tokens.length(), tokens.truncated(), output(outputs));
    }
    float[] logits = rule.logits(outputs);
    return new PairScore(
        logits[rule.ranking()],
        rule.score(outputs),
        tokens.length(),
        tokens.truncated(),
        1,
        logits.length == 1 ? null : boxed(logits),
        null);
  }

  private static List<Float> boxed(float[] values) {
    List<Float> boxed = new ArrayList<>(values.length);
    for (float value : values) {
      boxed.add(value);
    }
    return boxed;
  }

  private static boolean isFinite(float[] outputs) {
    for (float output : outputs) {
      if (!Float.isFinite(output)) {
        return false;
      }
    }
    return true;
  }

  private static String output(float[] outputs) {
    return "the model's output is "
        + (outputs.length == 1 ? Float.toString(outputs[0]) : Arrays.toString(outputs));
  }

  private void requireHealthyIfNotFinite(float[][] outputs) {
    for (float[] row : outputs) {
      if (!isFinite(row)) {
        requireHealthySession(new SessionException(output(row)));
        return;
      }
    }
  }

  private void requireHealthySession(SessionException cause) {
    try {
      float[] outputs = runner.run(List.of(knownGood))[0];
      if (!isFinite(outputs)) {
        throw new SessionException(output(outputs));
      }
    } catch (SessionException e) {
      e.addSuppressed(cause);
      throw new BrokenSessionException(e);
    }
  }
}
