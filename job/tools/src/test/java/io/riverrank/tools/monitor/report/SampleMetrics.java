package io.riverrank.tools.monitor.report;

import io.riverrank.operators.evaluation.Interval;
import io.riverrank.operators.evaluation.MeanIntervals;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.Example;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Metrics records as a monitor of a shop in several markets would write them. */
public final class SampleMetrics {
  public static final long START_MS = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
  public static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);
  public static final String MODEL =
      "sha256:4f1b7a90c2de55aa10b3b6f0f3c2bb0a7d1ee0c4a8891d0b53f5a1e2c3d4e5f6";
  private static final List<Double> EDGES =
      List.of(-6.1, -4.8, -3.9, -3.0, -2.2, -1.1, 0.1, 1.4, 2.9);
  private static final List<String> QUERIES =
      List.of(
          "average rent in canada",
          "bread prices since 1990",
          "how to descale an espresso machine",
          "wireless headphones for small ears",
          "trail running shoes wide");

  private final Random random = new Random(42);

  /** A day's rhythm, and a market whose quality drops at the 40th window. */
  public WindowMetrics window(
      Map<String, String> segment, String model, long lengthMs, int number, long queries) {
    long startMs = START_MS + number * lengthMs;
    double day = Math.sin(2 * Math.PI * (startMs % TimeUnit.DAYS.toMillis(1)) / 8.64e7);
    boolean drifted = "it".equals(segment.get("market")) && startMs >= START_MS + 40 * HOUR_MS;
    long n = Math.max(1, Math.round(queries * (1 + 0.5 * day)));
    double shift = drifted ? -0.09 : 0;
    return new WindowMetrics(
        startMs,
        startMs + lengthMs,
        segment,
        false,
        model,
        0,
        n,
        figures(n, shift, day),
        drift(n, drifted ? 2 : 0),
        quantiles(drifted ? -1 : 0),
        Map.of("logit", 0.0133),
        examples(startMs));
  }

  private Map<String, FigureValue> figures(long n, double shift, double day) {
    Map<String, FigureValue> figures = new LinkedHashMap<>();
    figures.put("rbo", mean(0.61 + shift / 2, 0.2, n));
    figures.put("kendall_tau_b", mean(0.42 + shift, 0.3, n));
    figures.put("spearman", mean(0.5 + shift, 0.3, n));
    figures.put("top1_same", share(0.44 + shift, n));
    figures.put("overlap@10", mean(0.83 + shift / 3, 0.15, n));
    figures.put("footrule", mean(0.36 - shift, 0.2, n));
    figures.put("self_ndcg@10", mean(0.86 + shift, 0.12, n));
    figures.put("best_score", mean(0.91 + shift, 0.15, n));
    figures.put("gap", mean(0.11 + shift / 3, 0.1, n));
    figures.put("low_relevance", share(0.05 - shift / 2, n));
    figures.put("candidates", mean(19.4, 2, n));
    figures.put("zero_results", share(0.012, n));
    figures.put("incomplete", share(0.004, n));
    figures.put("failed_share", mean(0.0007, 0.002, n));
    figures.put("truncated_share", mean(0.08, 0.1, n));
    figures.put("latency_ms", mean(140 + 40 * day, 60, n));
    figures.put("ndcg@10", mean(0.71 + shift, 0.25, Math.max(2, n / 4)));
    figures.put("base_ndcg@10", mean(0.64, 0.25, Math.max(2, n / 4)));
    figures.put("mrr@10", mean(0.66 + shift, 0.3, Math.max(2, n / 4)));
    figures.put("base_mrr@10", mean(0.57, 0.3, Math.max(2, n / 4)));
    figures.put("click_mrr", FigureValue.missing("no interactions"));
    figures.put("abandoned", FigureValue.missing("no interactions"));
    figures.put("coec", FigureValue.missing("no baseline of clicks"));
    return figures;
  }

  /** Of queries with 0 or 1. */
  private FigureValue share(double mean, long n) {
    double noise = random.nextGaussian() * Math.sqrt(mean * (1 - mean) / n) / 2.5;
    long ones = Math.round(n * Math.max(0, Math.min(1, mean + noise)));
    Interval interval = MeanIntervals.wilson(ones, n, 0.05);
    double share = ones / (double) n;
    return n < 2
        ? FigureValue.of(share, n)
        : FigureValue.of(share, n, interval.low(), interval.high());
  }

  /** Of values from 0 on; the interval may reach below. */
  private FigureValue mean(double mean, double deviation, long n) {
    double half = 1.96 * deviation / Math.sqrt(n);
    double value = Math.max(0, mean + random.nextGaussian() * half / 2.5);
    return n < 2 ? FigureValue.of(value, n) : FigureValue.of(value, n, value - half, value + half);
  }

  private Map<String, Drift> drift(long n, int shift) {
    Map<String, Drift> drift = new LinkedHashMap<>();
    for (String name : List.of("logit", "best_score", "candidates")) {
      List<Long> window =
          IntStream.range(0, EDGES.size() + 1)
              .mapToLong(
                  i ->
                      Math.max(1, (long) (n * (2 + 0.2 * random.nextGaussian() - shift * i / 6.0))))
              .boxed()
              .toList();
      double psi = 0.02 + 0.2 * shift + 0.01 * random.nextDouble();
      drift.put(
          name,
          new Drift(
              psi * 2,
              shift > 0 ? 1e-12 : 0.3,
              psi,
              psi / 2,
              psi * 1.5,
              20 * n,
              90_000,
              0.0133,
              new Drift.Bins(
                  EDGES, LongStream.range(0, 10).map(i -> 9_000).boxed().toList(), window),
              null));
    }
    drift.put(
        "query_chars",
        new Drift(null, null, null, null, null, n, 0, 0, null, "the baseline has no values"));
    return drift;
  }

  private Map<String, Map<String, Double>> quantiles(double shift) {
    Map<String, Double> logit = new LinkedHashMap<>();
    double[] shares = {0.05, 0.25, 0.5, 0.75, 0.95};
    for (double share : shares) {
      logit.put(Double.toString(share), -6 + 10 * share + shift + 0.15 * random.nextGaussian());
    }
    return Map.of("logit", logit);
  }

  private List<Example> examples(long startMs) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      examples.add(
          new Example(
              "q-" + (startMs / 1000 + i),
              QUERIES.get(i),
              0.05 + 0.04 * i,
              IntStream.range(0, 5).mapToObj(d -> "sku-" + (1000 * number + d)).toList(),
              IntStream.of(7, 3, 0, 9, 1).mapToObj(d -> "sku-" + (1000 * number + d)).toList()));
    }
    return examples;
  }

  public static Alert alert(String rule, Alert.Status status, int fromHour, int toHour) {
    return new Alert(
        rule,
        "self_ndcg@10",
        Map.of("market", "it"),
        MODEL,
        status,
        0.772,
        0.82,
        41.2,
        212,
        START_MS + fromHour * HOUR_MS,
        START_MS + toHour * HOUR_MS);
  }
}
