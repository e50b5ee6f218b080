package io.riverrank.operators.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two queues whose batches run on the same cores: what is in the background waits its turn. */
@Timeout(60)
class PairQueueTest {
  private final BackgroundGate gate = new BackgroundGate();
  private final PairQueue<Pair> champion = queue();
  private final PairQueue<Pair> challenger = queue();

  private PairQueue<Pair> queue() {
    return new PairQueue<>(new BatchLimits(2048, 32, 0), PaddingRule.LONGEST, gate, 1);
  }

  private static final class Pair extends PendingPair {
    private final boolean background;

    private Pair(boolean background) {
      super(new PairId("q", 0, 0), 1);
      this.background = background;
      tokenized(new TokenizedPair(new long[] {1}, null, false), 1);
    }

    @Override
    public boolean inBackground() {
      return background;
    }
  }

  /** A caller of a queue, until it has a batch. */
  private static final class Caller {
    private final FutureTask<MicroBatch<Pair>> batch;
    private final Thread thread;

    private Caller(PairQueue<Pair> queue) {
      batch = new FutureTask<>(queue::take);
      thread = new Thread(batch);
      thread.start();
    }

    /** Whether it has nothing to do; a caller that has a batch doesn't wait. */
    private boolean waits() {
      while (thread.getState() != Thread.State.WAITING && !batch.isDone()) {
        Thread.onSpinWait();
      }
      return !batch.isDone();
    }

    private List<Boolean> background() throws Exception {
      return batch.get().pairs().stream().map(Pair::inBackground).toList();
    }
  }

  @AfterEach
  void endCallers() {
    champion.close();
    challenger.close();
  }

  @Test
  void noBatchOfTheBackgroundBeginsWhileAnotherPairIsOnItsWay() throws Exception {
    champion.announce(2);
    challenger.add(List.of(new Pair(true)));
    Caller caller = new Caller(challenger);
    assertThat(caller.waits()).isTrue();

    champion.announce(-1);
    assertThat(caller.waits()).as("one is still on its way").isTrue();

    champion.announce(-1);
    assertThat(caller.background()).containsExactly(true);
  }

  @Test
  void itBeginsWhenTheLastOtherPairRunsAndACallerIsFree() throws Exception {
    champion.add(List.of(new Pair(false)));
    challenger.add(List.of(new Pair(true)));
    Caller caller = new Caller(challenger);
    assertThat(caller.waits()).as("a pair waits").isTrue();

    assertThat(champion.take().rows()).isOne();
    assertThat(caller.waits()).as("the only core is taken").isTrue();

    champion.ended();
    assertThat(caller.background()).containsExactly(true);
  }

  @Test
  void otherPairsOfTheSameQueueGoFirst() throws Exception {
    challenger.add(List.of(new Pair(true), new Pair(true)));
    challenger.add(List.of(new Pair(false)));

    assertThat(new Caller(challenger).background()).containsExactly(false);
    challenger.ended();
    assertThat(new Caller(challenger).background()).containsExactly(true, true);
  }

  @Test
  void whatIsForgottenOrClosedKeepsNobodyWaiting() throws Exception {
    champion.add(List.of(new Pair(false)));
    champion.announce(1);
    challenger.add(List.of(new Pair(true)));
    Caller caller = new Caller(challenger);
    assertThat(caller.waits()).isTrue();

    champion.removeIf(pair -> true);
    assertThat(caller.waits()).as("one was announced").isTrue();

    champion.close();
    assertThat(caller.background()).containsExactly(true);
  }
}
