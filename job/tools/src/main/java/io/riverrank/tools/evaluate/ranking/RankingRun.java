package io.riverrank.tools.evaluate.ranking;

import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.tools.evaluate.figures.Progress;
import io.riverrank.tools.evaluate.input.JudgedDocument;
import io.riverrank.tools.evaluate.input.JudgedQuery;
import io.riverrank.tools.evaluate.input.QuerySource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Reads queries in chunks and gives each with its scores to the figures of one or two systems:
 * models score documents that have a text, the others keep the scores that they have.
 */
public final class RankingRun {
  /** Pairs of a chunk: many micro-batches; few enough to see progress. */
  private static final int CHUNK = 1024;

  @Nullable private final CrossEncoder model;
  private final RankingFigures figures;

  /**
   * @param model null if documents have scores
   */
  public RankingRun(@Nullable CrossEncoder model, RankingFigures figures) {
    this.model = model;
    this.figures = figures;
  }

  /** All queries of a source, through each of the runs. */
  public static void all(QuerySource source, List<RankingRun> runs, Progress progress)
      throws IOException, InterruptedException {
    List<JudgedQuery> chunk = new ArrayList<>();
    int pairs = 0;
    for (JudgedQuery query = source.next(); query != null; query = source.next()) {
      chunk.add(query);
      pairs += query.documents().size();
      if (pairs >= CHUNK) {
        score(chunk, runs);
        progress.add(pairs);
        pairs = 0;
      }
    }
    score(chunk, runs);
    progress.add(pairs);
  }

  private static void score(List<JudgedQuery> chunk, List<RankingRun> runs)
      throws InterruptedException {
    for (RankingRun run : runs) {
      run.score(chunk);
    }
    chunk.clear();
  }

  private void score(List<JudgedQuery> chunk) throws InterruptedException {
    List<TextPair> pairs = new ArrayList<>();
    for (JudgedQuery query : chunk) {
      for (JudgedDocument document : query.documents()) {
        if (isScored(query, document)) {
          pairs.add(new TextPair(query.query(), document.text()));
        }
      }
    }
    List<PairScore> scores = model == null ? List.of() : model.predict(pairs);
    int next = 0;
    for (JudgedQuery query : chunk) {
      List<JudgedDocument> documents = query.documents();
      double[] values = new double[documents.size()];
      boolean[] truncated = new boolean[documents.size()];
      for (int i = 0; i < values.length; i++) {
        JudgedDocument document = documents.get(i);
        boolean scored = isScored(query, document);
        PairScore score = scored ? scores.get(next++) : null;
        values[i] = scored ? score.score() : document.score();
        truncated[i] = scored ? score.truncated() : document.truncated();
      }
      figures.add(query, values, truncated);
    }
  }

  /** Queries without judgements count nowhere, so they cost nothing. */
  private boolean isScored(JudgedQuery query, JudgedDocument document) {
    return model != null && document.text() != null && query.judged() != null;
  }
}
