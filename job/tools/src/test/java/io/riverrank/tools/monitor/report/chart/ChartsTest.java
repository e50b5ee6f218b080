package io.riverrank.tools.monitor.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.tools.monitor.report.history.FigureRange;
import io.riverrank.tools.monitor.report.history.Point;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartsTest {
  private static final FigureRange ANY = FigureRange.of("a name that nobody knows");
  private static final Pattern NUMBER = Pattern.compile("(?:[ML ]|x=\"|y=\")(-?[0-9.]+)");

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T00:00:00Z, 2026-03-05T00:00:00Z, 2 Mar 3 Mar 4 Mar 5 Mar",
    "2026-03-02T07:55:00Z, 2026-03-02T09:10:00Z, 08:00 08:30 09:00",
    "2026-03-02T21:10:00Z, 2026-03-03T03:00:00Z, 22:00 3 Mar 02:00",
    "2026-03-02T10:00:00Z, 2026-03-02T10:05:00Z, 10:00 10:02 10:04",
    "2025-01-02T10:00:00Z, 2026-03-02T10:05:00Z, 23 Jan 24 Apr 24 Jul 23 Oct 22 Jan"
  })
  void marksOfTimeAreRound(Instant from, Instant to, String marks) {
    TimeAxis axis = new TimeAxis(from.toEpochMilli(), to.toEpochMilli(), 60_000);

    assertThat(String.join(" ", axis.marks().stream().map(axis::label).toList())).isEqualTo(marks);
  }

  @Test
  void aLineHasAGapWhereWindowsAreMissing() {
    TimeAxis time = new TimeAxis(0, 60, 10);
    List<Point> series = List.of(at(0, 1), at(10, 2), at(30, 3), at(40, Double.NaN), at(50, 1));
    String chart = TimeChart.of("t", time, ANY, series, List.of(), List.of());

    assertThat(chart).containsPattern("class=\"line\" d=\"M[^M]+M[^M]+M[^M]+\"");
    assertThat(chart).containsOnlyOnce("class=\"missing\"");
  }

  @Test
  void nothingIsDrawnOutsideWhateverComes() {
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      double scale = Math.pow(10, random.nextInt(20) - 10);
      List<Point> series =
          IntStream.range(0, random.nextInt(40))
              .mapToObj(
                  w -> {
                    double value =
                        random.nextInt(5) == 0 ? Double.NaN : random.nextGaussian() * scale;
                    double half = random.nextInt(5) == 0 ? 1e9 : random.nextDouble() * scale;
                    return new Point(
                        TimeUnit.HOURS.toMillis(w), value, value - half, value + half, 3, "cut");
                  })
              .toList();
      TimeAxis time = new TimeAxis(0, TimeUnit.HOURS.toMillis(40), TimeUnit.HOURS.toMillis(1));
      List<AlertSpan> alerts = List.of(new AlertSpan(-5, Long.MAX_VALUE / 2, scale, "a"));

      within(TimeChart.of("t", time, ANY, series, series, alerts), 360);
      within(TimeChart.of("t", time, FigureRange.of("rbo"), series, series, alerts), 360);
      within(FanChart.of("t", time, List.of(series, series, series)), 360);
      within(Sparkline.of("t", time, series), 110);
      IntervalBars bars = new IntervalBars(series, random.nextGaussian(), ANY);
      series.forEach(point -> within(bars.of("t", point, true), 420));
    }
  }

  /** Values near the end of their scale, with intervals that reach beyond. */
  @ParameterizedTest
  @CsvSource({"rbo, 0.97, 1.0", "zero_results, 0.01, 0", "kendall_tau_b, -0.97, -1.0"})
  void anAxisEndsWithTheFiguresScale(String figure, double value, String end) {
    TimeAxis time = new TimeAxis(0, 60, 10);
    List<Point> series =
        IntStream.range(0, 6)
            .mapToObj(w -> new Point(w * 10L, value, value - 0.08, value + 0.08, 9, null))
            .toList();
    String chart = TimeChart.of(figure, time, FigureRange.of(figure), series, List.of(), List.of());
    List<String> ticks =
        Pattern.compile("tick end\"[^>]*>([^<]+)<")
            .matcher(chart)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(value > 0.5 ? ticks.get(ticks.size() - 1) : ticks.get(0))
        .satisfies(tick -> assertThat(Double.parseDouble(tick)).isEqualTo(Double.valueOf(end)));
    IntervalBars bars = new IntervalBars(series, value, FigureRange.of(figure));
    String[] ends = bars.ends().split(" … ");
    assertThat(Double.parseDouble(ends[value > 0.5 ? 1 : 0])).isEqualTo(Double.valueOf(end));
  }

  @Test
  void emptyBinsAreDrawn() {
    within(
        DistributionChart.of(
            "t", new Drift.Bins(List.of(1.0, 2.0), List.of(0L, 0L, 0L), List.of(0L, 0L, 0L))),
        360);
    within(DistributionChart.of("t", new Drift.Bins(List.of(), List.of(5L), List.of(7L))), 360);
  }

  private static void within(String svg, double width) {
    assertThat(svg).doesNotContain("NaN", "Infinity");
    NUMBER
        .matcher(svg.substring(svg.indexOf('>')).replaceAll(">[^<]*<", "><"))
        .results()
        .map(match -> Double.parseDouble(match.group(1)))
        .forEach(number -> assertThat(number).isBetween(0.0, width));
  }

  private static Point at(long startMs, double value) {
    return new Point(startMs, value, Double.NaN, Double.NaN, 1, "cut");
  }
}
