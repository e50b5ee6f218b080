package io.riverrank.operators.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.operators.evaluation.Moments;
import io.riverrank.schemas.monitoring.Drift;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftMeasuresTest {

  private static final double TOLERANCE = 1e-12;

  /** By {@code scipy.stats.kstwo.sf}, in each of its regions. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.7, 0.6000000000000001",
    "2, 0.6, 0.32000000000000006",
    "5, 0.1, 1",
    "5, 0.15, 0.9988",
    "5, 0.4, 0.3087999999999995",
    "20, 0.9, 2.0006866455078037e-20",
    "100, 0.08, 0.5182193645480672",
    "140, 0.1, 0.11353657290090946",
    "141, 0.05, 0.8548456930096628",
    "1000, 0.02, 0.8108971656895577",
    "1000, 0.05, 0.013012074781090332",
    "20000, 0.006, 0.4657689508612476",
    "99999, 0.001, 0.9999638450451135",
    "99999, 0.002, 0.8178455266238389",
    "300000, 0.002, 0.18105935573978382",
    "999999, 0.005, 3.84382973522756e-22",
    "7, 1, 0",
  })
  void kolmogorovsDistributionIsThatOfScipy(long n, double d, double survival) {
    assertThat(KolmogorovDistribution.survival(d, n))
        .isCloseTo(survival, within(1e-12))
        .isCloseTo(survival, within(1e-8 * survival));
  }

  /** By {@code ks_2samp(…, method="asymp")}, {@code wasserstein_distance}, {@code quantile}. */
  @Test
  void fewValuesAreComparedExactly() {
    ReferenceDistribution baseline = reference(1, 2, 2, 3, 5, 8);

    Drift drift = DriftMeasures.of(baseline, sketch(0, 2, 4, 4, 9), null);

    assertThat(drift.rankError()).isZero();
    assertThat(drift.ks()).isCloseTo(0.2666666666666666, within(TOLERANCE));
    assertThat(drift.ksP()).isCloseTo(0.952, within(TOLERANCE));
    assertThat(drift.w1()).isCloseTo(0.43731428183233095, within(TOLERANCE));
    assertThat(drift.n()).isEqualTo(5);
    assertThat(drift.baselineN()).isEqualTo(6);
    assertThat(drift.bins())
        .isEqualTo(
            new Drift.Bins(
                List.of(1.0, 2.0, 3.0, 5.0, 8.0),
                List.of(1L, 2L, 1L, 1L, 1L, 0L),
                List.of(1L, 1L, 0L, 2L, 0L, 1L)));
  }

  /** By {@code scipy.spatial.distance.jensenshannon(…, base=2)}; PSI by its definition. */
  @Test
  void binsAreComparedWithAFloorForPsiOnly() {
    long[] baseline = {3, 1, 0, 2};
    long[] window = {1, 1, 4, 0};

    assertThat(BinnedDrift.psi(baseline, window)).isCloseTo(8.938338639569356, within(TOLERANCE));
    assertThat(BinnedDrift.jensenShannon(baseline, window))
        .isCloseTo(0.7502714787641576, within(TOLERANCE));
    assertThat(BinnedDrift.psi(baseline, baseline)).isZero();
    assertThat(BinnedDrift.jensenShannon(new long[] {5, 0}, new long[] {0, 9})).isEqualTo(1);
  }

  @Test
  void aValueOnAnEdgeIsInTheBinThatEndsThere() {
    BinEdges edges = new BinEdges(new float[] {-1, 0, 2.5f});

    assertThat(edges.bins()).isEqualTo(4);
    assertThat(edges.bin(Float.NEGATIVE_INFINITY)).isEqualTo(0);
    assertThat(edges.bin(-1)).isEqualTo(0);
    assertThat(edges.bin(-0.0f)).isEqualTo(1);
    assertThat(edges.bin(Math.nextUp(0f))).isEqualTo(2);
    assertThat(edges.bin(2.5f)).isEqualTo(2);
    assertThat(edges.bin(1e30f)).isEqualTo(3);
  }

  @Test
  void edgesThatDontAscendAreRefused() {
    assertThatThrownBy(() -> new BinEdges(new float[] {1, 1}))
        .hasMessage("edges 1.0 and 1.0 of bins don't ascend");
  }

  @Test
  void aConstantBaselineHasOneEdgeAndNoScale() {
    Drift drift = DriftMeasures.of(reference(20, 20, 20), sketch(20, 21), null);

    assertThat(drift.bins().edges()).containsExactly(20.0);
    assertThat(drift.bins().window()).containsExactly(1L, 1L);
    assertThat(drift.w1()).isNull();
    assertThat(drift.reason()).isEqualTo("the baseline's values are all equal");
    assertThat(drift.ks()).isEqualTo(0.5);
  }

  @Test
  void whatHasNoValuesIsNullWithAReason() {
    Drift empty = DriftMeasures.of(reference(1, 2), sketch(), null);
    assertThat(empty.reason()).isEqualTo("no values");
    assertThat(empty.bins().window()).containsOnly(0L);
    Drift without = DriftMeasures.of(reference(), sketch(1), null);
    assertThat(without.reason()).isEqualTo("no values in the baseline");
    assertThat(without.bins()).isNull();
    for (Drift drift : List.of(empty, without)) {
      assertThat(drift.ks()).isNull();
      assertThat(drift.ksP()).isNull();
      assertThat(drift.psi()).isNull();
      assertThat(drift.js()).isNull();
      assertThat(drift.w1()).isNull();
    }
  }

  @Test
  void oneValueOnEachSideHasADistanceAndNoP() {
    Drift drift = DriftMeasures.of(reference(1), sketch(2), null);

    assertThat(drift.ks()).isEqualTo(1);
    assertThat(drift.ksP()).isNull();
  }

  /** What the library's own test calls no difference. */
  @Test
  void aShiftThatTheSketchesCantHideIsSeen() {
    Random random = new Random(3);
    ValueSketch before = new ValueSketch(4096);
    ValueSketch after = new ValueSketch(256);
    Moments moments = new Moments();
    for (int i = 0; i < 200_000; i++) {
      float value = (float) random.nextGaussian();
      before.add(value);
      moments.add(value);
      after.add((float) (0.2 + random.nextGaussian()));
    }

    Drift drift =
        DriftMeasures.of(ReferenceDistribution.of(before, moments.deviation()), after, null);

    assertThat(drift.ks()).isCloseTo(0.0797, within(drift.rankError() + 0.005));
    assertThat(drift.ksP()).isLessThan(1e-20);
    assertThat(drift.w1()).isCloseTo(0.2, within(0.05));
    assertThat(drift.rankError()).isBetween(0.01, 0.013);
  }

  @Test
  void oneOutlierHidesNoShift() {
    Random random = new Random(4);
    ValueSketch before = new ValueSketch(4096);
    ValueSketch after = new ValueSketch(4096);
    for (int i = 0; i < 1_000; i++) {
      before.add((float) random.nextGaussian());
      after.add((float) (3 + random.nextGaussian()));
    }
    after.add(1e6f);

    assertThat(DriftMeasures.of(ReferenceDistribution.of(before, 1), after, null).psi())
        .isGreaterThan(5);
  }

  static ReferenceDistribution reference(float... values) {
    Moments moments = new Moments();
    for (float value : values) {
      moments.add(value);
    }
    return ReferenceDistribution.of(sketch(values), moments.deviation());
  }

  static ValueSketch sketch(float... values) {
    ValueSketch sketch = new ValueSketch(256);
    for (float value : values) {
      sketch.add(value);
    }
    return sketch;
  }
}
