package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ScoreCacheSettings;
import io.riverrank.operators.testing.TestSettings;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;

/** Pairs that are submitted together, and callers that have nothing to do. */
class SharingTest {
  private static final int PAIRS = 12;
  private static final int CALLERS = 3;
  private static final String TEXT = "as many words as a batch is worth ".repeat(10);

  /** Pairs of one handle in each batch, as batches end. */
  private static final class Rows implements ScoreListener {
    private final BlockingQueue<Integer> rows = new LinkedBlockingQueue<>();

    @Override
    public void onScored(List<ScoredPair> pairs, @Nullable BatchStatistics statistics) {
      rows.add(pairs.size());
    }

    @Override
    public void onFailure(Throwable cause) {
      throw new AssertionError(cause);
    }
  }

  @Test
  void idleCallersShareAnEventEvenly() throws Exception {
    Rows listener = new Rows();
    Rows meanwhile = new Rows();
    try (ScoringService service =
            ScoringService.start(
                TestSettings.BUNDLED,
                TestSettings.cpu(CALLERS),
                new BatchSettings(4096, 64, 0),
                ScoreCacheSettings.OFF);
        ScoringHandle handle = service.open(listener);
        ScoringHandle other = service.open(meanwhile)) {
      awaitIdleCallers();

      handle.submit(
          event(
              () -> {
                other.submit(List.of(request(0)));
                meanwhile.rows.take();
                awaitIdleCallers();
              }));

      List<Integer> rows = new ArrayList<>();
      while (rows.stream().mapToInt(Integer::intValue).sum() < PAIRS) {
        rows.add(listener.rows.take());
      }
      assertThat(rows).containsExactly(4, 4, 4);
    }
  }

  private interface Action {
    void run() throws InterruptedException;
  }

  /**
   * @param amidst runs when half of the pairs were read: time enough for callers to take them
   */
  private static List<ScoreRequest> event(Action amidst) {
    return new AbstractList<>() {
      @Override
      public ScoreRequest get(int index) {
        if (index == PAIRS / 2) {
          try {
            amidst.run();
          } catch (InterruptedException e) {
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

  private static ScoreRequest request(int position) {
    return new ScoreRequest(new PairId("q", position, 0), "query", TEXT);
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
