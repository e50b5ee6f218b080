package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
import io.riverrank.operators.testing.TestSettings;
import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A challenger's pairs in the background, beside a champion's and its own of an earlier split. */
@Timeout(60)
class BackgroundTest {
  private static final int PAIRS = 8;

  private final Received championScores = new Received();
  private final Received challengerScores = new Received();
  private final Received backgroundScores = new Received();

  private static ScoringHandle open(ModelSettings model, Received received) throws Exception {
    return SharedScoring.open(
        "job", model, TestSettings.cpu(1), TestSettings.BATCH, ScoreCacheSettings.OFF, received);
  }

  private static ScoreRequest request(int position) {
    return new ScoreRequest(new PairId("q", position, 0), "rent", "average rent");
  }

  private interface Action {
    void run() throws Exception;
  }

  /** Does something when it is known that pairs come, and before the first of them has a place. */
  private static List<ScoreRequest> pairs(Action before) {
    return new AbstractList<>() {
      @Override
      public ScoreRequest get(int index) {
        if (index == 0) {
          try {
            before.run();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        }
        return request(index);
      }

      @Override
      public int size() {
        return PAIRS;
      }
    };
  }

  private static void awaitIdleCallers() {
    while (Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("riverrank-caller-"))
            .filter(thread -> thread.getState() == Thread.State.WAITING)
            .count()
        < 2) {
      Thread.onSpinWait();
    }
  }

  @Test
  void nothingInTheBackgroundRunsWhileAnyOtherPairWaits() throws Exception {
    ModelSettings other = ModelSettings.of(TestSettings.modelDirectory("xlmr-tiny").toString());
    try (ScoringHandle champion = open(TestSettings.BUNDLED, championScores);
        ScoringHandle challenger = open(other, challengerScores);
        ScoringHandle background = challenger.openInBackground(backgroundScores)) {
      champion.submit(
          pairs(
              () -> {
                background.submit(List.of(request(0)));
                // Comes later, is not in the background, and so goes first.
                challenger.submit(List.of(request(0)));
                challengerScores.await();
                awaitIdleCallers();
                assertThat(backgroundScores.pairs).isEmpty();
              }));
      backgroundScores.await();
      assertThat(championScores.batches).as("begun, and through, before").isNotEmpty();
      assertThat(championScores.await(PAIRS)).hasSize(PAIRS);
    }
    assertThat(SharedScoring.size()).isZero();
  }

  @Test
  void theModelStaysUntilItsLastHandleIsClosedAndAClosedOneGetsNothing() throws Exception {
    ScoringHandle champion = open(TestSettings.BUNDLED, championScores);
    ScoringHandle background = champion.openInBackground(backgroundScores);
    champion.submit(
        pairs(
            () -> {
              background.submit(List.of(request(0)));
              background.close();
            }));
    championScores.await(PAIRS);
    assertThat(backgroundScores.pairs).isEmpty();

    ScoringHandle again = champion.openInBackground(backgroundScores);
    champion.close();
    again.submit(List.of(request(3)));
    assertThat(backgroundScores.await().id().position()).isEqualTo(3);
    again.close();
    assertThat(SharedScoring.size()).isZero();
  }
}
