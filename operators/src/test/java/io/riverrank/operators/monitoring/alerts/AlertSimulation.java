package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.sequential.UnitMoments;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How often sequential rules fire without a reason, and how soon with one: the table and the plot
 * of {@code docs/alerts.md}, as CSV files in a folder. Takes some minutes on one core.
 *
 * <p>{@code -Driverrank.alert-simulation=FOLDER}, which must be there, and {@code
 * -Driverrank.alert-streams=N} (2000).
 */
@EnabledIfSystemProperty(named = "riverrank.alert-simulation", matches = ".+")
class AlertSimulation {

  private static final int WINDOWS = 500;
  private static final int SEGMENTS = 20;
  private static final int QUERIES = 50;
  private static final int CHANGE_AT = 100;
  private static final int LAST_WINDOW = 4000;
  private static final double CORRELATION = 0.9;

  private final int streams = Integer.getInteger("riverrank.alert-streams", 2000);
  private PrintStream falseAlarms;
  private PrintStream delays;

  @Test
  void writesTables() throws Exception {
    Path folder = Path.of(System.getProperty("riverrank.alert-simulation"));
    falseAlarms = new PrintStream(Files.newOutputStream(folder.resolve("false-alarms.csv")));
    delays = new PrintStream(Files.newOutputStream(folder.resolve("delays.csv")));
    run();
    falseAlarms.close();
    delays.close();
  }

  private void run() {
    falseAlarms.println("test,baseline,tolerance,wobble,window,share");
    for (int baseline : new int[] {250, 5000}) {
      withoutChange(baseline, 0, 0);
    }
    for (double tolerance : new double[] {0, 0.02, 0.05}) {
      withoutChange(5000, tolerance, 0.02);
    }
    delays.println("segments,baseline,queries,drop,stream,delay");
    for (double drop : new double[] {0.05, 0.02, 0.01}) {
      withChange(SEGMENTS, 5000, QUERIES, drop);
      withChange(1, 5000, QUERIES * SEGMENTS, drop);
      withChange(1, 100_000, QUERIES * SEGMENTS, drop);
    }
  }

  /**
   * Every segment's mean stays where the baseline was drawn from.
   *
   * @param wobble standard deviation of a window's mean around it, of all segments together, which
   *     is correlated from window to window; 0: the queries are independent
   */
  private void withoutChange(int baselineN, double tolerance, double wobble) {
    SimulatedPopulation population = new SimulatedPopulation(18);
    Random noise = population.noise();
    int[] sequential = new int[WINDOWS + 1];
    int[] daily = new int[WINDOWS + 1];
    int[] dailyCorrected = new int[WINDOWS + 1];
    for (int stream = 0; stream < streams; stream++) {
      SimulatedStream simulated = new SimulatedStream(population, SEGMENTS, baselineN, tolerance);
      int[] first = {WINDOWS, WINDOWS, WINDOWS};
      double shift = wobble * noise.nextGaussian();
      for (int window = 0; window < WINDOWS; window++) {
        simulated.add(draw(population, SEGMENTS, QUERIES, shift));
        double p = simulated.smallestP(window);
        note(first, 0, window, simulated.fires());
        note(first, 1, window, p < SimulatedStream.ALPHA);
        note(first, 2, window, p < SimulatedStream.ALPHA / SEGMENTS);
        shift =
            CORRELATION * shift
                + Math.sqrt(1 - CORRELATION * CORRELATION) * wobble * noise.nextGaussian();
      }
      sequential[first[0]]++;
      daily[first[1]]++;
      dailyCorrected[first[2]]++;
    }
    print("sequential", baselineN, tolerance, wobble, sequential);
    if (tolerance == 0) {
      print("daily", baselineN, tolerance, wobble, daily);
      print("daily, segments corrected", baselineN, tolerance, wobble, dailyCorrected);
    }
  }

  private static void note(int[] first, int test, int window, boolean fires) {
    if (fires) {
      first[test] = Math.min(first[test], window);
    }
  }

  private void print(String test, int baselineN, double tolerance, double wobble, int[] firsts) {
    int sum = 0;
    for (int window = 0; window < WINDOWS; window++) {
      sum += firsts[window];
      falseAlarms.printf(
          "\"%s\",%d,%s,%s,%d,%.4f%n",
          test, baselineN, tolerance, wobble, window + 1, (double) sum / streams);
    }
    System.out.printf(
        "%s: baseline of %,d queries a segment, tolerance %s, wobble %s: %.2f %% of %,d streams%n",
        test, baselineN, tolerance, wobble, 100.0 * sum / streams, streams);
  }

  /** The mean of the first segment drops after some good windows. */
  private void withChange(int segments, int baselineN, int queries, double drop) {
    SimulatedPopulation population = new SimulatedPopulation(19);
    int runs = Math.max(1, streams / 20);
    double[] delay = new double[runs];
    int late = 0;
    for (int stream = 0; stream < runs; stream++) {
      SimulatedStream simulated = new SimulatedStream(population, segments, baselineN, 0);
      int window = 0;
      boolean fired = false;
      while (!fired && window < LAST_WINDOW) {
        UnitMoments[] moments = draw(population, segments, queries, 0);
        if (window >= CHANGE_AT) {
          moments[0] = population.draw(queries, -drop);
        }
        simulated.add(moments);
        fired = simulated.fires();
        window++;
      }
      late += fired ? 0 : 1;
      delay[stream] =
          fired ? (double) queries * Math.max(0, window - CHANGE_AT) : Double.POSITIVE_INFINITY;
      delays.printf(
          "%d,%d,%d,%s,%d,%s%n", segments, baselineN, queries, drop, stream, delay[stream]);
    }
    Arrays.sort(delay);
    System.out.printf(
        "drop of %s in one of %d, baseline of %,d queries: found after %s queries (median; 10 %% %s,"
            + " 90 %% %s), not found %d of %d%n",
        drop,
        segments,
        baselineN,
        delay[runs / 2],
        delay[runs / 10],
        delay[runs * 9 / 10],
        late,
        runs);
  }

  private static UnitMoments[] draw(
      SimulatedPopulation population, int segments, int queries, double shift) {
    UnitMoments[] window = new UnitMoments[segments];
    for (int i = 0; i < segments; i++) {
      window[i] = population.draw(queries, shift);
    }
    return window;
  }
}
