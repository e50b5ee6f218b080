package io.riverrank.job.evaluate.html;

import io.riverrank.job.evaluate.pairs.PairFigures;
import io.riverrank.job.evaluate.pairs.PairScores;
import io.riverrank.job.evaluate.pairs.WorstPair;
import java.util.List;

/** What the page shows of labelled pairs. */
public final class PairSections {
  public PairSections(PairScores scores, PairFigures figures, List<WorstPair> worst) {}

  public List<Section> all() {
    return List.of();
  }
}
