package io.riverrank.job.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.annotation.Nullable;

/** Results as the job writes them: random scores, the same for the same number. */
public final class TestResults {

  /** 2023-11-14T22:00:00Z. */
  public static final long START_MS = 1_699_999_200_000L;

  public static final String MODEL = "sha256:aa";

  private static final String[] MARKETS = {"de", "fr", "us"};
  private static final String[] DEVICES = {"phone", "desktop"};

  private TestResults() {}

  /** A minute apart, with market and device in turn; every fifth document is relevant. */
  public static RerankResult of(int number) {
    return of(
        number,
        START_MS + number * 60_000L,
        MODEL,
        "{\"market\":\"%s\",\"device\":\"%s\"}"
            .formatted(MARKETS[number % MARKETS.length], DEVICES[number / 3 % DEVICES.length]));
  }

  public static RerankResult of(
      int number, long eventTimeMs, String model, @Nullable String metadata) {
    return of(number % 11, number, eventTimeMs, model, metadata);
  }

  /** With so many candidates. */
  public static RerankResult of(
      int size, int number, long eventTimeMs, String model, @Nullable String metadata) {
    Random random = new Random(number);
    List<RankedCandidate> ranking = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      float logit = (float) random.nextGaussian();
      ranking.add(
          new RankedCandidate(
              "d" + i, 1, (float) (1 / (1 + Math.exp(-logit))), logit, i + 1L, null, null, false));
    }
    ranking.sort(Comparator.comparingDouble(RankedCandidate::score).reversed());
    List<RankedCandidate> ranked =
        IntStream.range(0, size).mapToObj(i -> withRank(ranking.get(i), i + 1)).toList();
    return new RerankResult(
        "q" + number,
        "query " + number % 7,
        eventTimeMs,
        true,
        size,
        size,
        0,
        new ModelInfo("m", model, "fp32"),
        ranked,
        List.of(),
        null,
        eventTimeMs + 40,
        metadata,
        List.of());
  }

  private static RankedCandidate withRank(RankedCandidate candidate, int rank) {
    return new RankedCandidate(
        candidate.docId(),
        rank,
        candidate.score(),
        candidate.logit(),
        candidate.originalRank(),
        null,
        null,
        false);
  }

  /** The same, of which only so many are written out. */
  public static RerankResult withTopK(RerankResult result, int topK) {
    return new RerankResult(
        result.queryId(),
        result.query(),
        result.eventTimeMs(),
        result.complete(),
        result.candidatesReceived(),
        result.candidatesExpected(),
        result.superseded(),
        result.model(),
        result.results(),
        result.failed(),
        topK,
        result.scoredAtMs(),
        result.metadata(),
        result.headers());
  }

  public static String json(RerankResult result) {
    return new String(new ResultEncoder(false).encode(result), UTF_8);
  }

  /** Lines of a file. */
  public static List<String> json(int count) {
    return IntStream.range(0, count).mapToObj(TestResults::of).map(TestResults::json).toList();
  }

  /** Judgements of every fifth document, as qrels. */
  public static List<String> qrels(int count) {
    List<String> lines = new ArrayList<>(List.of("# of nobody"));
    for (int number = 0; number < count; number++) {
      for (int i = 0; i < of(number).results().size(); i += 5) {
        lines.add("q%d 0 d%d %d".formatted(number, i, 1 + number % 2));
      }
    }
    return lines;
  }
}
