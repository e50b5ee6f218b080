package io.riverrank.faults.monitor;

import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.drift.BaselineFile;
import io.riverrank.operators.monitoring.drift.BaselineSegment;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import io.riverrank.operators.monitoring.summary.SummarySettings;
import io.riverrank.operators.monitoring.summary.WindowSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A baseline of random results, as a file; one of the markets that flow later is missing. */
final class RandomBaseline {

  private static final int RESULTS = 2000;

  private RandomBaseline() {}

  /**
   * @return as the monitor reads it
   */
  static Baseline write(Path file, RandomGenerator random) throws IOException {
    ResultMaker maker = new ResultMaker(random, ResultMaker.OLD_MARKETS);
    Map<Map<String, String>, WindowSummary> summaries = new HashMap<>();
    for (int i = 0; i < RESULTS; i++) {
      MonitoredResult made = maker.next(0);
      QueryFigures figures =
          QueryFigures.of(made.result(), Map.of(), List.of(), FigureSettings.DEFAULTS);
      for (Map<String, String> segment : made.segments()) {
        summaries
            .computeIfAbsent(segment, any -> SummarySettings.BASELINE.newSummary(null))
            .add(figures);
      }
    }
    Map<Map<String, String>, BaselineSegment> segments = new HashMap<>();
    summaries.forEach(
        (segment, summary) ->
            segments.put(segment, summary.toBaseline(FigureSettings.DEFAULTS.k())));
    byte[] bytes = BaselineFile.write(new Baseline(segments));
    Files.write(file, bytes);
    return BaselineFile.read(file.toString(), bytes);
  }
}
