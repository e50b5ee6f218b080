package io.riverrank.operators.monitoring.figures;

import io.riverrank.operators.evaluation.Correlation;
import io.riverrank.operators.evaluation.Gain;
import io.riverrank.operators.evaluation.JudgedRanking;
import io.riverrank.operators.evaluation.RankingAgreement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import javax.annotation.Nullable;

/** How our order R and the search engine's order E agree. */
final class AgreementFigures {

  private static final Set<Figure> ALL = EnumSet.range(Figure.RBO, Figure.SELF_NDCG);
  private static final Set<Figure> BY_SCORE =
      Set.of(Figure.KENDALL_TAU_B, Figure.SPEARMAN, Figure.SELF_NDCG);

  private AgreementFigures() {}

  /**
   * @param original E as indices into R; null if there is none
   */
  static void compute(SeenCandidates seen, @Nullable int[] original, FigureValues into) {
    Reason hindrance = hindrance(seen, original);
    if (hindrance != null) {
      into.leave(ALL, hindrance);
      return;
    }
    int n = seen.size();
    double[] scores = seen.scoreValues();
    RankingAgreement agreement = RankingAgreement.of(scores, original);
    into.set(Figure.RBO, agreement.rbo());
    into.set(Figure.TOP1_SAME, agreement.top1Same());
    into.set(Figure.OVERLAP, agreement.overlap());
    if (n < 2) {
      into.leave(Figure.FOOTRULE, Reason.FEWER_THAN_TWO);
    } else {
      into.set(Figure.FOOTRULE, footrule(original));
    }
    if (seen.oneScale()) {
      byScore(scores, original, agreement.kendallTauB(), into);
    } else {
      into.leave(BY_SCORE, Reason.TWO_MODELS);
    }
  }

  private static void byScore(
      double[] scores, int[] original, double kendallTauB, FigureValues into) {
    selfNdcg(scores, original, into);
    if (scores.length < 2) {
      into.leave(Set.of(Figure.KENDALL_TAU_B, Figure.SPEARMAN), Reason.FEWER_THAN_TWO);
      return;
    }
    into.set(Figure.KENDALL_TAU_B, kendallTauB, Reason.EQUAL_SCORES);
    into.set(
        Figure.SPEARMAN,
        Correlation.spearman(RankingAgreement.minusPositions(original), scores),
        Reason.EQUAL_SCORES);
  }

  private static double footrule(int[] original) {
    int n = original.length;
    long sum = 0;
    for (int position = 0; position < n; position++) {
      sum += Math.abs(position - original[position]);
    }
    long most = (long) n * n / 2;
    return sum / (double) most;
  }

  /** Where our scores are the gains, R is the ideal order. */
  private static void selfNdcg(double[] scores, int[] original, FigureValues into) {
    if (Arrays.stream(scores).anyMatch(score -> score < 0)) {
      into.leave(Figure.SELF_NDCG, Reason.NEGATIVE_SCORE);
    } else if (Arrays.stream(scores).allMatch(score -> score == 0)) {
      into.leave(Figure.SELF_NDCG, Reason.NO_GAIN);
    } else {
      double[] gains = Arrays.stream(original).mapToDouble(index -> scores[index]).toArray();
      into.set(
          Figure.SELF_NDCG,
          new JudgedRanking(gains, scores, 1).ndcg(RankingAgreement.FIRST, Gain.LINEAR));
    }
  }

  @Nullable
  private static Reason hindrance(SeenCandidates seen, @Nullable int[] original) {
    if (!seen.whole()) {
      return Reason.CUT;
    }
    if (seen.isEmpty()) {
      return Reason.NO_CANDIDATES;
    }
    return original == null ? Reason.NO_ORIGINAL_ORDER : null;
  }
}
