package io.riverrank.job.evaluate.html;

import io.riverrank.job.evaluate.ranking.RankingFigures;
import java.util.List;

/** What the page shows of rankings. */
public final class RankingSections {
  public RankingSections(RankingFigures figures) {}

  public List<Section> all() {
    return List.of();
  }
}
