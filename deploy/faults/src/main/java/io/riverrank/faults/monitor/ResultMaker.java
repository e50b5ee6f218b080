package io.riverrank.faults.monitor;

import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultEncoder;
import io.riverrank.schemas.ResultReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Random results of two models, as the job writes them: some empty, some with a failed candidate,
 * with and without labels, with a market, a device, both or neither. Not thread safe.
 */
final class ResultMaker {

  /** What {@code monitor.segments} has to be for {@link MonitoredResult#segments}. */
  static final String SEGMENTS = "/market,/device";

  /** Markets that a baseline knows. */
  static final List<String> OLD_MARKETS = List.of("de", "fr");

  /** One more. */
  static final List<String> MARKETS = List.of("de", "fr", "us");

  private static final List<String> DEVICES = List.of("phone", "desktop");
  private static final List<String> MODELS = List.of("sha256:0a", "sha256:0b");
  private static final int MOST_CANDIDATES = 20;
  private static final int QUERIES = 500;
  private static final int LATENCY_MS = 400;

  private final RandomGenerator random;
  private final List<String> markets;
  private final ResultEncoder encoder = new ResultEncoder(true);
  private final ResultReader reader = new ResultReader();
  private int made;

  ResultMaker(RandomGenerator random, List<String> markets) {
    this.random = random;
    this.markets = markets;
  }

  MonitoredResult next(long eventTimeMs) {
    Map<String, String> fields = fields();
    byte[] value = encoder.encode(result(eventTimeMs, metadata(fields)));
    try {
      return new MonitoredResult(value, reader.read(value), segments(fields));
    } catch (IOException e) {
      throw new UncheckedIOException("a result that was written can't be read", e);
    }
  }

  /** Not every result has every field. */
  private Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    if (!oneIn(10)) {
      fields.put("market", any(markets));
    }
    if (!oneIn(10)) {
      fields.put("device", any(DEVICES));
    }
    return fields;
  }

  private static String metadata(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> "\"%s\":\"%s\"".formatted(field.getKey(), field.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static List<Map<String, String>> segments(Map<String, String> fields) {
    List<Map<String, String>> segments = new ArrayList<>();
    segments.add(Map.of());
    fields.forEach((name, value) -> segments.add(Map.of(name, value)));
    return segments;
  }

  private RerankResult result(long eventTimeMs, String metadata) {
    List<RankedCandidate> ranking = ranking();
    List<FailedCandidate> failed =
        oneIn(12) ? List.of(new FailedCandidate("broken", "no text")) : List.of();
    int candidates = ranking.size() + failed.size();
    return new RerankResult(
        "monitored/" + made++,
        "query " + random.nextInt(QUERIES),
        eventTimeMs,
        !oneIn(20),
        candidates,
        candidates,
        0,
        new ModelInfo("random", any(MODELS), "fp32"),
        ranking,
        failed,
        null,
        eventTimeMs + random.nextInt(LATENCY_MS),
        metadata,
        List.of());
  }

  private List<RankedCandidate> ranking() {
    int size = oneIn(15) ? 0 : 1 + random.nextInt(MOST_CANDIDATES);
    boolean labelled = random.nextBoolean();
    List<Double> logits = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      logits.add((double) (float) random.nextGaussian());
    }
    logits.sort(Comparator.reverseOrder());
    List<RankedCandidate> ranking = new ArrayList<>();
    for (double logit : logits) {
      int rank = ranking.size() + 1;
      ranking.add(
          new RankedCandidate(
              "d" + rank,
              rank,
              (float) (1 / (1 + Math.exp(-logit))),
              logit,
              (long) random.nextInt(2 * MOST_CANDIDATES),
              null,
              labelled ? (double) random.nextInt(3) : null,
              oneIn(9),
              50 + random.nextInt(2000),
              null));
    }
    return ranking;
  }

  private boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  private String any(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
