package io.riverrank.operators.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rankings small enough to do by hand. */
class RankingMetricsTest {
  private static final double TOLERANCE = 1e-12;
  private static final double LOG_3 = Math.log(3) / Math.log(2);

  @Test
  void tiesAreTakenInTheOrderOfEachProtocol() {
    double[] scores = {0.5, 0.9, 0.5, 0.5};
    List<String> ids = List.of("b", "a", "c", "\u00e9");

    assertThat(TieOrder.LAST_FIRST.sort(scores, ids)).containsExactly(1, 3, 2, 0);
    assertThat(TieOrder.FIRST_FIRST.sort(scores, ids)).containsExactly(1, 0, 2, 3);
    assertThat(TieOrder.DOC_ID_DESCENDING.sort(scores, ids)).containsExactly(1, 3, 2, 0);
  }

  @Test
  void trecEvalComparesScoresInSinglePrecision() {
    double[] scores = {0.1, 0.1 + 1e-12};
    assertThat(TieOrder.DOC_ID_DESCENDING.sort(scores, List.of("z", "a"))).containsExactly(0, 1);
    assertThat(TieOrder.FIRST_FIRST.sort(scores, List.of("z", "a"))).containsExactly(1, 0);
  }

  @Test
  void zerosOfBothSignsAreATie() {
    assertThat(TieOrder.FIRST_FIRST.sort(new double[] {-0.0, 0.0}, null)).containsExactly(0, 1);
  }

  @Test
  void gradesGainLinearlyOrExponentiallyAndNegativeOnesNothing() {
    JudgedRanking ranking = new JudgedRanking(new double[] {0, 3, -1}, new double[] {3, 0, -1}, 1);

    assertThat(ranking.ndcg(10, Gain.LINEAR)).isCloseTo(1 / LOG_3, within(TOLERANCE));
    assertThat(ranking.ndcg(1, Gain.LINEAR)).isZero();
    JudgedRanking graded = new JudgedRanking(new double[] {1, 3}, new double[] {1, 3}, 1);
    assertThat(graded.ndcg(10, Gain.LINEAR))
        .isCloseTo((1 + 3 / LOG_3) / (3 + 1 / LOG_3), within(TOLERANCE));
    assertThat(graded.ndcg(10, Gain.EXPONENTIAL))
        .isCloseTo((1 + 7 / LOG_3) / (7 + 1 / LOG_3), within(TOLERANCE));
  }

  @Test
  void aGradeAtTheThresholdIsRelevantAndOneBelowIsNot() {
    JudgedRanking ranking = new JudgedRanking(new double[] {1, 2, 0}, new double[] {1, 2, 0, 2}, 2);

    assertThat(ranking.relevant()).isEqualTo(2);
    assertThat(ranking.reciprocalRank(10)).isEqualTo(0.5);
    assertThat(ranking.reciprocalRank(1)).isZero();
    assertThat(ranking.precision(5)).isEqualTo(0.2);
    assertThat(ranking.recall(5)).isEqualTo(0.5);
    assertThat(ranking.averagePrecision()).isEqualTo(0.25);
  }

  /** Two of one score at ranks 1 and 2, one of them relevant. */
  @Test
  void theEvaluatorSharesOutWhatTiesAreWorth() {
    RerankingMetrics tied =
        new RerankingMetrics(new boolean[] {true, false, true}, new double[] {1, 1, 0});
    double best = 1 + 1 / LOG_3;

    assertThat(tied.ndcg(10)).isCloseTo(((1 + 1 / LOG_3) / 2 + 0.5) / best, within(TOLERANCE));
    assertThat(tied.averagePrecision())
        .isCloseTo(0.5 * (1 / 2.0) + 0.5 * (2 / 3.0), within(TOLERANCE));
    assertThat(tied.reciprocalRank(10)).isEqualTo(0.5);
  }

  @Test
  void nothingRelevantIsZeroByAnyMetric() {
    RerankingMetrics reranking = new RerankingMetrics(new boolean[2], new double[] {1, 2});
    JudgedRanking ranking = new JudgedRanking(new double[2], new double[2], 1);

    assertThat(
            new double[] {
              reranking.ndcg(10),
              reranking.averagePrecision(),
              reranking.reciprocalRank(10),
              ranking.ndcg(10, Gain.EXPONENTIAL),
              ranking.averagePrecision(),
              ranking.recall(10)
            })
        .containsOnly(0);
  }
}
