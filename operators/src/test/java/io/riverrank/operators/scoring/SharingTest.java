package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
import io.riverrank.operators.testing.TestSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;

/** Pairs that are submitted together, and callers that have nothing to do. */
class SharingTest {
  private static final int PAIRS = 12;
  private static final int CALLERS = 3;

  /** Rows of each batch, as they end. */
  private static final class Rows implements ScoreListener {
    private final BlockingQueue<Integer> rows = new LinkedBlockingQueue<>();

    @Override
    public void onScored(List<ScoredPair> pairs, @Nullable BatchStatistics statistics) {
      if (statistics != null) {
        rows.add(statistics.rows());
      }
    }

    @Override
    public void onFailure(Throwable cause) {
      throw new AssertionError(cause);
    }
  }

  @Test
  void idleCallersShareAnEventEvenly() throws Exception {
    Rows listener = new Rows();
    String text = "as many words as a batch is worth ".repeat(10);
    List<ScoreRequest> event =
        IntStream.range(0, PAIRS)
            .mapToObj(i -> new ScoreRequest(new PairId("q", i, 0), "query", text))
            .toList();
    try (ScoringService service =
            ScoringService.start(
                TestSettings.BUNDLED,
                TestSettings.cpu(CALLERS),
                new BatchSettings(4096, 64, 0),
                ScoreCacheSettings.OFF);
        ScoringHandle handle = service.open(listener)) {
      awaitIdleCallers();

      handle.submit(event);

      List<Integer> rows = new ArrayList<>();
      while (rows.stream().mapToInt(Integer::intValue).sum() < PAIRS) {
        rows.add(listener.rows.take());
      }
      assertThat(rows).containsExactly(4, 4, 4);
    }
  }

  private static void awaitIdleCallers() {
    while (idleCallers() < CALLERS) {
      Thread.onSpinWait();
    }
  }

  private static long idleCallers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("riverrank-caller-"))
        .filter(thread -> thread.getState() == Thread.State.WAITING)
        .count();
  }
}
