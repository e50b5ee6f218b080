package io.riverrank.job.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riverrank.job.testing.TestResults;
import io.riverrank.operators.monitoring.join.JoinedResult;
import io.riverrank.operators.monitoring.join.MonitorEvent;
import io.riverrank.operators.monitoring.join.ResultDecoder;
import io.riverrank.schemas.SourceRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * For benchmarks: decodes one of 20,000 texts, as a source of bytes does, in a segment of Zipf's
 * sizes.
 */
final class DecodedResults extends RichMapFunction<Long, JoinedResult> {

  /** Of each result. */
  static final int CANDIDATES = 20;

  private static final long serialVersionUID = 1;
  private static final int TEXTS = 20_000;

  private final int segments;
  private final long spanMs;
  private transient byte[][] texts;
  private transient ResultDecoder decoder;

  /**
   * @param spanMs of the results' times, milliseconds
   */
  DecodedResults(int segments, long spanMs) {
    this.segments = segments;
    this.spanMs = spanMs;
  }

  @Override
  public void open(OpenContext context) {
    decoder = new ResultDecoder(Duration.ofHours(1).toMillis(), Clock.systemUTC());
    texts = texts(segments, spanMs);
  }

  static byte[][] texts(int segments, long spanMs) {
    byte[][] texts = new byte[TEXTS][];
    Random random = new Random(7);
    for (int i = 0; i < TEXTS; i++) {
      // Each is there once; for the rest the share of segment s is as 1 ÷ s.
      int segment =
          i < segments
              ? i
              : (int) Math.min(segments - 1.0, Math.exp(random.nextDouble() * Math.log(segments)));
      texts[i] =
          TestResults.json(
                  TestResults.of(
                      CANDIDATES,
                      i,
                      TestResults.START_MS + random.nextInt((int) spanMs),
                      TestResults.MODEL,
                      "{\"market\":\"m%d\"}".formatted(segment)))
              .getBytes(UTF_8);
    }
    return texts;
  }

  @Override
  public JoinedResult map(Long number) {
    byte[] text = texts[(int) (number % TEXTS)];
    MonitorEvent event =
        decoder.apply(new SourceRecord("results", 0, number, 1, null, text, List.of()));
    return JoinedResult.of((MonitorEvent.Result) event);
  }
}
