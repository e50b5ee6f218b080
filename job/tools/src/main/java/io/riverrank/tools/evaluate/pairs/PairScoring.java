package io.riverrank.tools.evaluate.pairs;

import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.tools.evaluate.figures.Progress;
import io.riverrank.tools.evaluate.input.LabelledPair;
import io.riverrank.tools.evaluate.input.PairSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Reads pairs in chunks and has the models score them, or takes the scores that they have. */
public final class PairScoring {
  /** Many micro-batches, so that little time is lost between chunks; few enough to see progress. */
  private static final int CHUNK = 1024;

  @Nullable private final CrossEncoder model;
  @Nullable private final CrossEncoder other;

  /**
   * @param model null if pairs have scores
   * @param other to compare with; null if there is none, or pairs have its scores
   */
  public PairScoring(@Nullable CrossEncoder model, @Nullable CrossEncoder other) {
    this.model = model;
    this.other = other;
  }

  /** All pairs of a source. */
  public PairScores score(PairSource source, Progress progress)
      throws IOException, InterruptedException {
    PairScores scores = new PairScores();
    List<LabelledPair> chunk = new ArrayList<>(CHUNK);
    for (LabelledPair pair = source.next(); pair != null; pair = source.next()) {
      chunk.add(pair);
      if (chunk.size() == CHUNK) {
        score(chunk, scores, progress);
      }
    }
    score(chunk, scores, progress);
    return scores;
  }

  private void score(List<LabelledPair> chunk, PairScores scores, Progress progress)
      throws InterruptedException {
    List<TextPair> texts =
        chunk.stream().map(pair -> new TextPair(pair.query(), pair.document())).toList();
    List<PairScore> first = model == null ? null : model.predict(texts);
    List<PairScore> second = other == null ? null : other.predict(texts);
    for (int i = 0; i < chunk.size(); i++) {
      LabelledPair pair = chunk.get(i);
      scores.add(
          pair,
          first == null ? pair.score() : first.get(i).score(),
          second == null ? pair.otherScore() : second.get(i).score(),
          first != null && first.get(i).truncated(),
          second != null && second.get(i).truncated());
    }
    progress.add(chunk.size());
    chunk.clear();
  }
}
