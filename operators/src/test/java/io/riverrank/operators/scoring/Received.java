package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;

/** Scores that a listener was told, in order; fails the thread that tells it of a failure. */
final class Received implements ScoreListener {
  final BlockingQueue<ScoredPair> pairs = new LinkedBlockingQueue<>();
  final BlockingQueue<BatchStatistics> batches = new LinkedBlockingQueue<>();

  @Override
  public void onScored(List<ScoredPair> scored, @Nullable BatchStatistics statistics) {
    if (statistics != null) {
      batches.add(statistics);
    }
    pairs.addAll(scored);
  }

  @Override
  public void onFailure(Throwable cause) {
    throw new AssertionError(cause);
  }

  ScoredPair await() throws InterruptedException {
    ScoredPair next = pairs.poll(1, TimeUnit.MINUTES);
    assertThat(next).as("a score within a minute").isNotNull();
    return next;
  }

  List<ScoredPair> await(int count) throws InterruptedException {
    List<ScoredPair> all = new ArrayList<>();
    while (all.size() < count) {
      all.add(await());
    }
    return all;
  }
}
