package io.riverrank.operators.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankAgreementTest {

  /** By {@code rbo_ext} of rbo 0.1.3, p = 0.9; each letter is a document. */
  @ParameterizedTest
  @CsvSource({
    "abcdefg, abcdefg, 1",
    "abc, cba, 0.855",
    "abcde, bdaxyzk, 0.547335",
    "bdaxyzk, abcde, 0.547335",
    "ab, wxyz, 0",
    "a, a, 1",
    "abcdefghijkl, lkji, 0.1266443228127273",
  })
  void rankBiasedOverlapIsExtrapolatedForListsOfAnyLengths(String a, String b, double overlap) {
    assertThat(RankBiasedOverlap.extrapolated(letters(a), letters(b), 0.9))
        .isCloseTo(overlap, within(1e-12));
  }

  @Test
  void anEmptyListOverlapsWithNothing() {
    assertThat(RankBiasedOverlap.extrapolated(List.of(), List.of("a"), 0.9)).isNaN();
  }

  /** By {@code scipy.stats.kendalltau}. */
  @Test
  void kendallsTauCountsTiesOfEitherSeries() {
    double[] x = {0, -1, -2, -3, -4};
    double[] y = {0.5, 0.9, 0.5, 0.1, 0.1};

    assertThat(KendallTau.b(x, y)).isCloseTo(0.6708203932499368, within(1e-12));
    assertThat(KendallTau.b(y, x)).isCloseTo(0.6708203932499368, within(1e-12));
    assertThat(KendallTau.b(x, x)).isEqualTo(1);
    assertThat(KendallTau.b(x, new double[5])).isNaN();
    assertThat(KendallTau.b(new double[] {1}, new double[] {1})).isNaN();
  }

  /** By {@code scipy.stats.t.interval}, and {@code binomtest(…).proportion_ci("wilson")}. */
  @Test
  void intervalsOfMeansAreStudentsAndWilsons() {
    Moments moments = new Moments();
    Arrays.stream(new double[] {0.1, 0.4, 0.4, 0.9, 2.5}).forEach(moments::add);

    Interval t = MeanIntervals.studentT(moments, 0.05);
    assertThat(moments.mean()).isCloseTo(0.86, within(1e-12));
    assertThat(t.low()).isCloseTo(-0.3329024746951589, within(1e-12));
    assertThat(t.high()).isCloseTo(2.0529024746951587, within(1e-12));
    assertWilson(3, 10, 0.10779126740630102, 0.6032218525388546);
    assertWilson(0, 2, 0, 0.6576197724933469);
    assertWilson(7, 7, 0.6456695649333126, 1);
  }

  @Test
  void oneValueHasNoInterval() {
    assertThat(MeanIntervals.studentT(new Moments(1, 0.5, 0), 0.05).isDefined()).isFalse();
    assertThat(MeanIntervals.wilson(1, 1, 0.05).isDefined()).isFalse();
  }

  private static void assertWilson(long hits, long n, double low, double high) {
    Interval wilson = MeanIntervals.wilson(hits, n, 0.05);
    assertThat(wilson.low()).isCloseTo(low, within(1e-12));
    assertThat(wilson.high()).isCloseTo(high, within(1e-12));
  }

  private static List<String> letters(String text) {
    return text.chars().mapToObj(Character::toString).toList();
  }
}
