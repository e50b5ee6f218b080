package io.riverrank.tools.bench.run;

import io.riverrank.tools.bench.load.LoggedQuery;
import io.riverrank.tools.bench.load.Schedule;
import io.riverrank.tools.bench.load.Workload;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Sends light events, one by one as in a live stream, until the JVM has compiled what an event
 * needs on its way: its compiler would otherwise take time from the model for many minutes, since a
 * stream at the model's pace calls everything seldom.
 */
final class LatencyWarmUp {
  private static final double LOAD = 0.5;
  private static final int MOST_ROUNDS = 12;

  /** Of one core; what a JVM compiles now and then, for hours, is below. */
  private static final double QUIET_SHARE = 0.1;

  private final OpenLoop loop;
  private final Workload light;
  private final double roundSeconds;

  /**
   * @param light events that cost the model next to nothing
   * @param roundSeconds after how long to ask whether the compiler is done; twelve times that is
   *     the most
   */
  LatencyWarmUp(OpenLoop loop, Workload light, double roundSeconds) {
    this.loop = loop;
    this.light = light;
    this.roundSeconds = roundSeconds;
  }

  void run() throws Exception {
    double perSecond = LOAD * fullRate();
    int count = (int) Math.max(1, Math.round(perSecond * roundSeconds));
    List<LoggedQuery> events = light.events(0, count);
    double share = 1;
    for (int round = 0; round < MOST_ROUNDS && share > QUIET_SHARE; round++) {
      long compiledBefore = compiledMillis();
      long start = System.nanoTime();
      loop.run(events, Schedule.poisson(count, perSecond, round));
      double millis = (System.nanoTime() - start) / 1e6;
      share = (compiledMillis() - compiledBefore) / millis;
    }
  }

  /** Light events a second, when all are sent at once. */
  private double fullRate() throws Exception {
    long start = System.nanoTime();
    loop.run(light.events(), new long[light.events().size()]);
    return light.events().size() / ((System.nanoTime() - start) / 1e9);
  }

  /** Of all compiler threads since the JVM began; 0 where it doesn't tell. */
  private static long compiledMillis() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    boolean tells = compiler != null && compiler.isCompilationTimeMonitoringSupported();
    return tells ? compiler.getTotalCompilationTime() : 0;
  }
}
