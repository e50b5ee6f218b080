package io.riverrank.operators.monitoring.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule.Change;
import io.riverrank.operators.monitoring.promotion.SimulatedTrial.Outcome;
import io.riverrank.operators.monitoring.promotion.Trial.Verdict;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often decisions are wrong, and how many queries they take; the seeds are fixed. */
class PromotionSimulationTest {
  private static final double ALPHA = 0.05;
  private static final double MARGIN = 0.02;
  private static final int TRIALS = 300;
  private static final int WINDOWS = 150;
  private static final int QUERIES = 500;

  private static List<Outcome> outcomes(boolean shares, double share, double lessBy) {
    PromotionRule rule =
        new PromotionRule(
            RuleHead.of("r"), shares ? "top1_same" : "ndcg@10", Change.FALLS, MARGIN, ALPHA);
    return LongStream.range(0, TRIALS)
        .parallel()
        .mapToObj(
            seed -> new SimulatedTrial(rule, seed, shares, QUERIES, share, lessBy).run(WINDOWS))
        .toList();
  }

  private static double part(List<Outcome> outcomes, Verdict verdict) {
    return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count()
        / (double) outcomes.size();
  }

  private static long median(List<Outcome> outcomes) {
    return outcomes.stream().mapToLong(Outcome::queries).sorted().toArray()[outcomes.size() / 2];
  }

  @ParameterizedTest
  @CsvSource({"true, 0.5", "false, 0.5", "true, 0.1", "false, 0.1"})
  void oneThatIsWorseByJustTheMarginIsPromotedRarely(boolean shares, double share) {
    List<Outcome> outcomes = outcomes(shares, share, MARGIN + 1e-4);
    assertThat(part(outcomes, Verdict.PROMOTE)).isLessThanOrEqualTo(ALPHA);
  }

  @ParameterizedTest
  @CsvSource({"true, 0.5", "false, 0.5", "true, 0.1", "false, 0.1"})
  void oneThatIsWorseByNotQuiteTheMarginIsRolledBackRarely(boolean shares, double share) {
    List<Outcome> outcomes = outcomes(shares, share, MARGIN - 1e-4);
    assertThat(part(outcomes, Verdict.ROLLBACK)).isLessThanOrEqualTo(ALPHA);
  }

  /** A share of a half takes the fewest queries; values that are 0 or 1 spread most. */
  @ParameterizedTest
  @CsvSource({"false, 0.5, 5000", "false, 0.1, 14000", "true, 0.5, 28000"})
  void oneThatIsAsGoodIsPromoted(boolean shares, double share, long queries) {
    List<Outcome> outcomes = outcomes(shares, share, 0);
    assertThat(part(outcomes, Verdict.PROMOTE)).isGreaterThanOrEqualTo(1 - ALPHA);
    assertThat(median(outcomes)).isLessThanOrEqualTo(queries);
  }

  @ParameterizedTest
  @CsvSource({"false, 0.5, 1000", "false, 0.1, 1500", "true, 0.5, 2000", "true, 0.1, 5500"})
  void oneThatIsMuchWorseIsRolledBack(boolean shares, double share, long queries) {
    List<Outcome> outcomes = outcomes(shares, share, 0.1);
    assertThat(part(outcomes, Verdict.ROLLBACK)).isGreaterThanOrEqualTo(1 - ALPHA);
    assertThat(median(outcomes)).isLessThanOrEqualTo(queries);
  }
}
