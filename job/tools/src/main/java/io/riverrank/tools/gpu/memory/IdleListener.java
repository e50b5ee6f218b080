package io.riverrank.tools.gpu.memory;

import io.riverrank.operators.scoring.BatchStatistics;
import io.riverrank.operators.scoring.ScoreListener;
import io.riverrank.operators.scoring.ScoredPair;
import java.util.List;
import javax.annotation.Nullable;

/** Of a slot that holds a model and asks nothing of it. */
final class IdleListener implements ScoreListener {
  @Override
  public void onScored(List<ScoredPair> pairs, @Nullable BatchStatistics statistics) {
    throw new IllegalStateException("nothing was submitted");
  }

  @Override
  public void onFailure(Throwable cause) {
    throw new IllegalStateException("the model broke", cause);
  }
}
