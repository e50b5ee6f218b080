package io.riverrank.schemas.monitoring;

import io.riverrank.schemas.EventTimeUnit;
import io.riverrank.schemas.FieldReader;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.RecordReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads metrics records, also those of later versions. Not thread safe. */
public final class WindowMetricsReader {

  private final RecordReader<WindowMetrics> reader =
      new RecordReader<>("a metrics record", Integer.MAX_VALUE, WindowMetricsReader::metrics);

  /**
   * @throws MalformedRecordException if this isn't a metrics record; the message says where and why
   */
  public WindowMetrics read(byte[] value) throws MalformedRecordException {
    return reader.read(value);
  }

  private static WindowMetrics metrics(FieldReader in) throws IOException {
    var read =
        new Object() {
          Long startMs;
          Long endMs;
          Map<String, String> segment;
          Boolean overflow;
          String model;
          Integer revision;
          Long queries;
          Map<String, FigureValue> figures;
          Map<String, Drift> drift;
          Map<String, Map<String, Double>> quantiles;
          Map<String, Double> rankErrors;
          List<Example> examples;
        };
    in.object(
        name -> {
          switch (name) {
            case "window_start" -> read.startMs = in.time(EventTimeUnit.MILLISECONDS);
            case "window_end" -> read.endMs = in.time(EventTimeUnit.MILLISECONDS);
            case "segment" -> read.segment = in.map(in::text);
            case "segment_overflow" -> read.overflow = in.bool();
            case "model" -> read.model = in.text();
            case "revision" -> read.revision = in.count(0);
            case "queries" -> read.queries = in.wholeNumber(0);
            case "figures" -> read.figures = in.map(() -> figure(in));
            case "drift" -> read.drift = in.map(() -> DriftReader.drift(in));
            case "quantiles" -> read.quantiles = in.map(() -> in.map(in::number));
            case "rank_errors" -> read.rankErrors = in.map(in::number);
            case "examples" -> read.examples = in.array(() -> example(in));
            default -> in.skip();
          }
        });
    return new WindowMetrics(
        in.required("window_start", read.startMs),
        in.required("window_end", read.endMs),
        in.required("segment", read.segment),
        read.overflow != null && read.overflow,
        read.model,
        in.required("revision", read.revision),
        in.required("queries", read.queries),
        in.required("figures", read.figures),
        read.drift == null ? Map.of() : read.drift,
        read.quantiles == null ? Map.of() : read.quantiles,
        read.rankErrors == null ? Map.of() : read.rankErrors,
        read.examples == null ? List.of() : read.examples);
  }

  private static FigureValue figure(FieldReader in) throws IOException {
    var read =
        new Object() {
          Double value;
          Long n;
          Double low;
          Double high;
          String reason;
        };
    in.object(
        name -> {
          switch (name) {
            case "value" -> read.value = in.number();
            case "n" -> read.n = in.wholeNumber(0);
            case "low" -> read.low = in.number();
            case "high" -> read.high = in.number();
            case "reason" -> read.reason = in.text();
            default -> in.skip();
          }
        });
    return new FigureValue(read.value, in.required("n", read.n), read.low, read.high, read.reason);
  }

  private static Example example(FieldReader in) throws IOException {
    var read =
        new Object() {
          String queryId;
          String query;
          Double rbo;
          List<String> before;
          List<String> after;
        };
    in.object(
        name -> {
          switch (name) {
            case "query_id" -> read.queryId = in.text();
            case "query" -> read.query = in.text();
            case "rbo" -> read.rbo = in.number();
            case "before" -> read.before = in.array(in::text);
            case "after" -> read.after = in.array(in::text);
            default -> in.skip();
          }
        });
    return new Example(
        in.required("query_id", read.queryId),
        in.required("query", read.query),
        in.required("rbo", read.rbo),
        in.required("before", read.before),
        in.required("after", read.after));
  }
}
