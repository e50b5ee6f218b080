package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
import io.riverrank.operators.testing.ParityCases;
import io.riverrank.operators.testing.TestSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Equal pairs on the real model: each submitted pair gets one score, and the same one. */
class ScoreCacheTest {
  private static final int ROUNDS = 4;

  private static ScoringService start(ScoreCacheSettings cache) throws Exception {
    return ScoringService.start(
        TestSettings.BUNDLED, TestSettings.cpu(2), TestSettings.BATCH, cache);
  }

  /** All parity pairs, several times each, positions telling them apart. */
  private static List<ScoreRequest> repeated() {
    List<TextPair> pairs = ParityCases.pairs();
    List<ScoreRequest> requests = new ArrayList<>();
    for (int i = 0; i < ROUNDS * pairs.size(); i++) {
      TextPair pair = pairs.get(i % pairs.size());
      requests.add(new ScoreRequest(new PairId("q", i, 0), pair.query(), pair.document()));
    }
    return requests;
  }

  @Test
  void equalPairsGoThroughTheModelOnce() throws Exception {
    Received received = new Received();
    List<ScoreRequest> requests = repeated();
    int distinct = (int) ParityCases.pairs().stream().distinct().count();
    try (ScoringService service = start(new ScoreCacheSettings(1 << 20));
        ScoringHandle handle = service.open(received)) {
      handle.submit(requests);
      List<ScoredPair> scored = received.await(requests.size());

      assertThat(scored.stream().map(pair -> pair.id().position()).distinct())
          .hasSize(requests.size());
      assertThat(scored.stream().filter(pair -> pair.source() == ScoreSource.MODEL))
          .hasSize(distinct);
      Map<TextPair, PairScore> scores = new HashMap<>();
      for (ScoredPair pair : scored) {
        ScoreRequest request = requests.get(pair.id().position());
        PairScore first =
            scores.putIfAbsent(new TextPair(request.query(), request.document()), pair.score());
        assertThat(first == null || first.equals(pair.score())).isTrue();
        assertThat(pair.tokenizeNanos()).isNotNegative();
        assertThat(pair.queueNanos()).isNotNegative();
      }
      assertThat(handle.tokensInFlight()).isZero();

      handle.submit(requests);
      assertThat(received.await(requests.size()))
          .allMatch(pair -> pair.source() == ScoreSource.CACHE);
      assertThat(handle.tokensInFlight()).isZero();
    }
  }

  @Test
  void withoutACacheEachPairIsScoredForItself() throws Exception {
    Received received = new Received();
    List<ScoreRequest> requests = repeated();
    try (ScoringService service = start(ScoreCacheSettings.OFF);
        ScoringHandle handle = service.open(received)) {
      handle.submit(requests);
      assertThat(received.await(requests.size()))
          .allMatch(pair -> pair.source() == ScoreSource.MODEL);
    }
  }

  @Test
  void aTaskThatLeavesTakesNoScoreFromAnother() throws Exception {
    Received stayed = new Received();
    BatchSettings threeAtOnce = new BatchSettings(2048, 3, TimeUnit.MINUTES.toMillis(5));
    try (ScoringService service =
            ScoringService.start(
                TestSettings.BUNDLED,
                TestSettings.cpu(1),
                threeAtOnce,
                new ScoreCacheSettings(1 << 20));
        ScoringHandle stays = service.open(stayed)) {
      ScoringHandle leaves = service.open(new Received());
      leaves.submit(List.of(request(0, "equal")));
      stays.submit(List.of(request(1, "equal"), request(2, "second")));
      while (stays.tokensInFlight() == 0) {
        // The first two are known to the service once the third waits for the model.
        Thread.onSpinWait();
      }
      leaves.close();
      stays.submit(List.of(request(3, "third"), request(4, "fourth")));

      assertThat(stayed.await(3).stream().map(pair -> pair.id().position()))
          .containsExactlyInAnyOrder(1, 2, 3);
    }
  }

  private static ScoreRequest request(int position, String document) {
    return new ScoreRequest(new PairId("q", position, 0), "query", document);
  }
}
