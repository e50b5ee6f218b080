package io.riverrank.operators.monitoring;

import io.riverrank.schemas.CandidateScore;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Results for tests of monitoring. */
public final class MonitoredResults {

  private MonitoredResults() {}

  /** A candidate whose text has ten characters. */
  public static RankedCandidate candidate(String docId, double score, Long originalRank) {
    return new RankedCandidate(
        docId, 1, score, score - 1, originalRank, null, null, false, 10, null);
  }

  /** Ranked as they come, with all scores. */
  public static RerankResult whole(String queryId, List<RankedCandidate> ranking) {
    return result(queryId, ranking, ranked(ranking).stream().map(CandidateScore::of).toList(), 0);
  }

  /** As champion {@code m} and challenger {@code n} drafted it. */
  public static RerankResult interleaved(RerankResult result) {
    return new RerankResult(
        result.queryId(),
        result.query(),
        result.eventTimeMs(),
        result.complete(),
        result.candidatesReceived(),
        result.candidatesExpected(),
        result.superseded(),
        result.model(),
        List.of(result.model(), new ModelInfo("n", "sha256:1", "fp32")),
        result.results(),
        result.allScores(),
        result.failed(),
        result.topK(),
        result.scoredAtMs(),
        result.metadata(),
        result.headers());
  }

  /**
   * @param failed how many candidates failed: f1, f2, …
   */
  public static RerankResult result(
      String queryId, List<RankedCandidate> ranking, List<CandidateScore> allScores, int failed) {
    List<FailedCandidate> failures = new ArrayList<>();
    for (int i = 1; i <= failed; i++) {
      failures.add(new FailedCandidate("f" + i, "no text"));
    }
    return new RerankResult(
        queryId,
        "query " + queryId,
        1_000,
        true,
        (allScores == null ? ranking.size() : allScores.size()) + failed,
        null,
        0,
        new ModelInfo("m", "sha256:0", "fp32"),
        List.of(),
        ranked(ranking),
        allScores,
        failures,
        null,
        1_250,
        null,
        List.of());
  }

  /** Twenty candidates or fewer, now and then none, in a random order of the engine. */
  public static RerankResult random(String queryId, Random random) {
    int size = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(20);
    List<RankedCandidate> ranking = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ranking.add(
          new RankedCandidate(
              "d" + i,
              1,
              (float) ((size - i - random.nextDouble()) / size),
              (float) random.nextGaussian(),
              (long) random.nextInt(100),
              null,
              random.nextBoolean() ? (double) random.nextInt(3) : null,
              random.nextBoolean(),
              random.nextInt(500),
              null));
    }
    return whole(queryId, ranking);
  }

  private static List<RankedCandidate> ranked(List<RankedCandidate> ranking) {
    List<RankedCandidate> ranked = new ArrayList<>();
    for (RankedCandidate c : ranking) {
      ranked.add(
          new RankedCandidate(
              c.docId(),
              ranked.size() + 1,
              c.score(),
              c.logit(),
              c.originalRank(),
              c.originalScore(),
              c.label(),
              c.truncated(),
              c.textChars(),
              c.team()));
    }
    return ranked;
  }
}
