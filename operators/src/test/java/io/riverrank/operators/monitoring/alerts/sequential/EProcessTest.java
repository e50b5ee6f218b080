package io.riverrank.operators.monitoring.alerts.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EProcessTest {

  private static final double[] THETAS = {
    0.01, 0.02, 0.04, 0.08, 0.15, 0.25, 0.4, 0.55, 0.7, 0.85, 0.95
  };

  private static UnitMoments one(double value) {
    return new UnitMoments(1, value, 0);
  }

  /** By its definition: the wealth of every bet and every start on its own. */
  private static double byDefinition(double[][] windows, double m0) {
    double sum = 1.0 / (windows.length + 1);
    for (int start = 1; start <= windows.length; start++) {
      for (double theta : THETAS) {
        double lambda = theta / (1 - theta * m0);
        double wealth = 1;
        for (int window = start; window <= windows.length; window++) {
          for (double value : windows[window - 1]) {
            wealth *= 1 + lambda * (m0 - value);
          }
        }
        sum += wealth / THETAS.length / (start * (start + 1.0));
      }
    }
    return sum;
  }

  @Test
  void isTheMixtureOverBetsAndStarts() {
    Random random = new Random(7);
    double[][] values = new double[30][1];
    EProcess process = EProcess.start();
    for (double[] window : values) {
      window[0] = random.nextDouble();
      process = process.after(one(window[0]), 0.6);
    }
    double expected = byDefinition(values, 0.6);
    assertThat(process.value()).isCloseTo(expected, within(1e-12 * expected));
  }

  @Test
  void aWindowOfSharesIsExact() {
    double[][] values = {{1, 0, 0, 1, 1}, {0, 0, 1, 0, 0}};
    EProcess process =
        EProcess.start()
            .after(UnitMoments.ofShare(5, 0.6), 0.7)
            .after(UnitMoments.ofShare(5, 0.2), 0.7);
    double expected = byDefinition(values, 0.7);
    assertThat(process.value()).isCloseTo(expected, within(1e-12 * expected));
  }

  /** At the edge of the hypothesis the expected evidence after a window is the evidence before. */
  @Test
  void isAMartingaleAtTheEdge() {
    double m0 = 0.37;
    EProcess before = EProcess.start().after(one(0.1), m0).after(one(0.9), m0);
    double expected = m0 * before.after(one(1), m0).value();
    expected += (1 - m0) * before.after(one(0), m0).value();
    assertThat(expected).isCloseTo(before.value(), within(1e-14));
  }

  @Test
  void momentsNeverOverstateTheEvidence() {
    Random random = new Random(3);
    for (int round = 0; round < 2000; round++) {
      double[] window = new double[2 + random.nextInt(20)];
      double power = Math.exp(2 * random.nextGaussian());
      double mean = 0;
      double square = 0;
      for (int i = 0; i < window.length; i++) {
        window[i] =
            random.nextInt(4) == 0 ? random.nextInt(2) : Math.pow(random.nextDouble(), power);
        mean += window[i] / window.length;
        square += window[i] * window[i] / window.length;
      }
      UnitMoments moments = new UnitMoments(window.length, mean, Math.max(0, square - mean * mean));
      double m0 = 0.05 + 0.95 * random.nextDouble();
      double exact = byDefinition(new double[][] {window}, m0);
      assertThat(EProcess.start().after(moments, m0).value())
          .isLessThanOrEqualTo(exact * (1 + 1e-9));
    }
  }

  /** On values such as those of nDCG: a quarter of 1, a twelfth of 0. */
  @Test
  void momentsCostLittleEvidence() {
    Random random = new Random(5);
    double[] window = new double[2000];
    double mean = 0;
    double square = 0;
    for (int i = 0; i < window.length; i++) {
      double place = random.nextDouble();
      window[i] = place < 0.25 ? 1 : place < 0.33 ? 0 : Math.pow(random.nextDouble(), 0.6);
      mean += window[i] / window.length;
      square += window[i] * window[i] / window.length;
    }
    UnitMoments moments = new UnitMoments(window.length, mean, square - mean * mean);
    double exact = Math.log(byDefinition(new double[][] {window}, mean + 0.05));
    double ofMoments = EProcess.start().after(moments, mean + 0.05).logValue();
    assertThat(exact).isGreaterThan(10);
    assertThat(ofMoments / exact).isBetween(0.85, 1.0);
  }

  @Test
  void manyGoodWindowsDoNotBurdenALateChange() {
    EProcess early = EProcess.start();
    EProcess late = EProcess.start();
    for (int window = 0; window < 1000; window++) {
      late = late.after(UnitMoments.ofShare(100, 0.75), 0.7);
    }
    double before = late.logValue();
    for (int window = 0; window < 20; window++) {
      early = early.after(UnitMoments.ofShare(100, 0.6), 0.7);
      late = late.after(UnitMoments.ofShare(100, 0.6), 0.7);
    }
    // The price of a start near window j is ln(j(j + 1)), less what the first start paid.
    assertThat(early.logValue() - late.logValue()).isBetween(0.0, 2 * Math.log(1001));
    assertThat(before).isLessThan(0);
  }

  @Test
  void evidenceBeyondAllBoundsIsANumber() {
    EProcess process = EProcess.start();
    for (int window = 0; window < 100; window++) {
      process = process.after(UnitMoments.ofShare(100_000, 0), 0.9);
    }
    assertThat(process.value()).isEqualTo(1e300, within(1e288));
  }

  /** The file is of {@code make_evidence.py}: confseq 0.0.11's betting martingales. */
  @ParameterizedTest
  @MethodSource("ofConfseq")
  void isWhatConfseqComputes(String line) {
    String[] sides = line.split(";");
    double[] stream = numbers(sides[0]);
    double[] expected = numbers(sides[1]);
    double m0 = stream[0];
    int size = stream[1] == 1 ? 5 : 1;
    EProcess process = EProcess.start();
    for (int window = 0; window < expected.length; window++) {
      double mean = 0;
      for (int i = 0; i < size; i++) {
        mean += stream[2 + window * size + i] / size;
      }
      UnitMoments moments = size == 1 ? one(mean) : UnitMoments.ofShare(size, mean);
      process = process.after(moments, m0);
      assertThat(process.value()).isCloseTo(expected[window], within(1e-9 * expected[window]));
    }
  }

  static Stream<String> ofConfseq() throws IOException {
    try (InputStream file = EProcessTest.class.getResourceAsStream("confseq.csv")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
    }
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
  }
}
