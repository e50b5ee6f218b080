package io.riverrank.tools.demo;

import io.riverrank.schemas.RerankResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.HdrHistogram.Histogram;

/** What came back. */
final class DemoOutcome {
  private final List<RerankResult> results = new ArrayList<>();
  private final List<byte[]> values = new ArrayList<>();
  private final Map<String, Integer> deadLetters = new TreeMap<>();
  private final Histogram latencyMs = new Histogram(3);
  private long pairs;
  private double seconds;

  /**
   * @param latencyMs from the last message of the query to its result
   */
  void add(RerankResult result, byte[] value, long latency) {
    results.add(result);
    values.add(value);
    pairs += result.candidatesReceived();
    latencyMs.recordValue(Math.max(0, latency));
  }

  void addDeadLetter(String code) {
    deadLetters.merge(code, 1, Integer::sum);
  }

  void finished(double elapsedSeconds) {
    seconds = elapsedSeconds;
  }

  List<RerankResult> results() {
    return Collections.unmodifiableList(results);
  }

  Map<String, Integer> deadLetters() {
    return Collections.unmodifiableMap(deadLetters);
  }

  long pairs() {
    return pairs;
  }

  double seconds() {
    return seconds;
  }

  long latencyMs(double percentile) {
    return latencyMs.getValueAtPercentile(percentile);
  }

  /** Writes every result as it was in the results topic; null writes nothing. */
  void writeResults(@Nullable Path file) throws IOException {
    if (file == null) {
      return;
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte[] value : values) {
        out.write(value);
        out.write('\n');
      }
    }
  }
}
