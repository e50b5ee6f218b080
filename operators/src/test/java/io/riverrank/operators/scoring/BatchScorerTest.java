package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.batching.PendingPair;
import io.riverrank.operators.model.Activation;
import io.riverrank.operators.model.ScoreRule;
import io.riverrank.operators.session.BatchRunner;
import io.riverrank.operators.session.SessionException;
import io.riverrank.operators.tokenizer.TokenPrefix;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;

/** What happens around a model that fails: its first token id tells pairs apart. */
class BatchScorerTest {
  private static final TokenizedPair KNOWN_GOOD = tokens(1_000);

  private static TokenizedPair tokens(long id) {
    return new TokenizedPair(new long[] {id, 0, 0}, null, false);
  }

  private static List<PendingPair> pairs(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              PendingPair pair = new PendingPair(new PairId("q", i, 0), 0);
              pair.tokenized(tokens(i), 0);
              return pair;
            })
        .toList();
  }

  /** Fails on the batches that the test names; gives a pair's id as its logit. */
  private static final class FailingRunner implements BatchRunner {
    final List<Integer> rowsOfRuns = new ArrayList<>();
    private final Predicate<List<Long>> fails;
    @Nullable private final OrtErrorCode code;

    FailingRunner(Predicate<List<Long>> fails) {
      this(fails, null);
    }

    /**
     * @param code of ONNX Runtime's error
     */
    FailingRunner(Predicate<List<Long>> fails, @Nullable OrtErrorCode code) {
      this.fails = fails;
      this.code = code;
    }

    @Override
    public float[][] run(List<TokenizedPair> pairs) throws SessionException {
      rowsOfRuns.add(pairs.size());
      List<Long> ids = pairs.stream().map(p -> p.ids()[0]).toList();
      if (fails.test(ids)) {
        throw new SessionException(
            "failed on " + ids, code == null ? null : new OrtException(code, "no"));
      }
      float[][] logits = new float[ids.size()][1];
      for (int i = 0; i < logits.length; i++) {
        logits[i][0] = ids.get(i) == 7 ? Float.NaN : ids.get(i);
      }
      return logits;
    }

    @Override
    public void terminate() {}

    @Override
    public void close() {}
  }

  private static final ScoreRule RULE =
      new ScoreRule(List.of("LABEL_0"), 0, Activation.IDENTITY, false, false);

  private static List<PairScore> score(FailingRunner runner, int count) {
    return new BatchScorer(runner, RULE, KNOWN_GOOD).score(pairs(count));
  }

  @Test
  void aPairWhosePrefixFailsIsReadWhole() {
    List<PendingPair> pairs = pairs(3);
    TokenPrefix prefix = new TokenPrefix(new long[] {0}, null);
    pairs.forEach(pair -> pair.sharing(prefix));
    FailingRunner runner = new FailingRunner(ids -> false);
    BatchRunner prefixFails =
        new BatchRunner() {
          @Override
          public float[][] run(List<TokenizedPair> batch) throws SessionException {
            if (batch.get(0).prefix() != null) {
              throw new SessionException("the prefix failed");
            }
            return runner.run(batch);
          }

          @Override
          public void terminate() {}

          @Override
          public void close() {}
        };

    List<PairScore> scores = new BatchScorer(prefixFails, RULE, KNOWN_GOOD).score(pairs);

    assertThat(scores).extracting(PairScore::logit).containsExactly(0f, 1f, 2f);
  }

  @Test
  void onlyThePairThatFailsAloneIsBlamed() {
    FailingRunner runner = new FailingRunner(ids -> ids.contains(5L));
    List<PairScore> scores = score(runner, 7);

    for (int i = 0; i < 7; i++) {
      if (i == 5) {
        assertThat(scores.get(i).error()).isEqualTo("failed on [5]");
      } else {
        assertThat(scores.get(i).logit()).isEqualTo(i);
      }
    }
  }

  @Test
  void aBatchThatOnlyFailsAsAWholeIsSplitAndScored() {
    List<PairScore> scores = score(new FailingRunner(ids -> ids.size() > 2), 9);

    assertThat(scores)
        .hasSize(9)
        .allMatch(score -> score.error() == null || score.logit() != score.logit());
    assertThat(scores.get(8).logit()).isEqualTo(8);
  }

  @Test
  void aModelThatFailsOnAKnownGoodPairIsBroken() {
    assertThatThrownBy(() -> score(new FailingRunner(ids -> true), 3))
        .isInstanceOf(BrokenSessionException.class)
        .hasMessageContaining("scored at start");
  }

  @Test
  void noPairIsBlamedBeforeTheKnownGoodOneIsScored() {
    FailingRunner runner = new FailingRunner(ids -> ids.contains(0L));
    score(runner, 1);

    assertThat(runner.rowsOfRuns).as("the pair, then the known good one").containsExactly(1, 1);
  }

  @Test
  void anErrorOfTheMomentCostsAPairNoScore() {
    int[] failures = {0};
    FailingRunner runner =
        new FailingRunner(
            ids -> ids.contains(0L) && failures[0]++ == 0, OrtErrorCode.ORT_RUNTIME_EXCEPTION);

    assertThat(score(runner, 1).get(0).error()).isNull();
    assertThat(runner.rowsOfRuns).as("the pair, the known good one, the pair").hasSize(3);
  }

  @Test
  void aPairThatFailsTwiceIsBlamed() {
    FailingRunner runner =
        new FailingRunner(ids -> ids.contains(0L), OrtErrorCode.ORT_RUNTIME_EXCEPTION);

    assertThat(score(runner, 1).get(0).error()).isEqualTo("failed on [0]");
    assertThat(runner.rowsOfRuns).hasSize(4);
  }

  @Test
  void aModelThatGivesNoNumberForAKnownGoodPairIsBroken() {
    FailingRunner runner = new FailingRunner(ids -> false);
    BatchScorer scorer = new BatchScorer(runner, RULE, tokens(7));

    assertThatThrownBy(() -> scorer.score(pairs(9))).isInstanceOf(BrokenSessionException.class);
  }

  @Test
  void aLogitThatIsNoNumberFailsItsPairOnly() {
    List<PairScore> scores = score(new FailingRunner(ids -> false), 9);

    assertThat(scores.get(7).error()).isEqualTo("the model's output is NaN");
    assertThat(scores.get(6).error()).isNull();
  }
}
