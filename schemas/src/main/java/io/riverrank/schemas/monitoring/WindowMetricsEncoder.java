package io.riverrank.schemas.monitoring;

import io.riverrank.schemas.FieldWriter;
import io.riverrank.schemas.RecordEncoder;
import java.io.IOException;

/** Writes metrics records as JSON; {@code metrics.schema.json} describes it. Not thread safe. */
public final class WindowMetricsEncoder {

  private final RecordEncoder<WindowMetrics> encoder =
      new RecordEncoder<>(WindowMetricsEncoder::write);

  /**
   * @throws IllegalArgumentException if a number is NaN or infinite
   */
  public byte[] encode(WindowMetrics metrics) {
    return encoder.encode(metrics);
  }

  private static void write(WindowMetrics metrics, FieldWriter out) throws IOException {
    out.time("window_start", metrics.windowStartMs());
    out.time("window_end", metrics.windowEndMs());
    out.map("segment", metrics.segment(), out::text);
    if (metrics.segmentOverflow()) {
      out.bool("segment_overflow", true);
    }
    out.text("model", metrics.model());
    out.wholeNumber("revision", metrics.revision());
    out.wholeNumber("queries", metrics.queries());
    out.map(
        "figures",
        metrics.figures(),
        (name, figure) -> out.object(name, figure, WindowMetricsEncoder::writeFigure));
    out.map(
        "drift",
        metrics.drift(),
        (name, drift) -> out.object(name, drift, WindowMetricsEncoder::writeDrift));
    out.map(
        "quantiles",
        metrics.quantiles(),
        (name, quantiles) -> out.map(name, quantiles, out::number));
    out.map("rank_errors", metrics.rankErrors(), out::number);
    out.objects("examples", metrics.examples(), WindowMetricsEncoder::writeExample);
  }

  private static void writeFigure(FigureValue figure, FieldWriter out) throws IOException {
    out.numberOrNull("value", figure.value());
    out.wholeNumber("n", figure.n());
    out.number("low", figure.low());
    out.number("high", figure.high());
    out.text("reason", figure.reason());
  }

  private static void writeDrift(Drift drift, FieldWriter out) throws IOException {
    out.text("baseline_from", drift.baselineFrom());
    out.numberOrNull("ks", drift.ks());
    out.numberOrNull("ks_p", drift.ksP());
    out.numberOrNull("psi", drift.psi());
    out.numberOrNull("js", drift.js());
    out.numberOrNull("w1", drift.w1());
    out.wholeNumber("n", drift.n());
    out.wholeNumber("baseline_n", drift.baselineN());
    out.number("rank_error", drift.rankError());
    if (drift.bins() != null) {
      out.object("bins", drift.bins(), WindowMetricsEncoder::writeBins);
    }
    out.text("reason", drift.reason());
  }

  private static void writeBins(Drift.Bins bins, FieldWriter out) throws IOException {
    out.numbers("edges", bins.edges());
    out.wholeNumbers("baseline", bins.baseline());
    out.wholeNumbers("window", bins.window());
  }

  private static void writeExample(Example example, FieldWriter out) throws IOException {
    out.text("query_id", example.queryId());
    out.text("query", example.query());
    out.number("rbo", example.rbo());
    out.texts("before", example.before());
    out.texts("after", example.after());
  }
}
