package io.riverrank.tools.evaluate;

import io.riverrank.tools.evaluate.figures.Progress;
import javax.annotation.Nullable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows how many pairs were scored, on a terminal only, since nobody watches a log. */
final class ScoringProgress implements Progress, AutoCloseable {
  private static final int WIDTH = 100;

  @Nullable private final ProgressBar bar;

  ScoringProgress() {
    bar =
        System.console() == null
            ? null
            : new ProgressBarBuilder()
                .setTaskName("Scoring")
                .setUnit(" pairs", 1)
                .setInitialMax(-1)
                .showSpeed()
                .setMaxRenderedLength(WIDTH)
                .build();
  }

  @Override
  public void add(long pairs) {
    if (bar != null) {
      bar.stepBy(pairs);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
