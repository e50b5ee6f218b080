package io.riverrank.operators.monitoring.figures;

import io.riverrank.schemas.CandidateScore;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.monitoring.Example;
import io.riverrank.schemas.monitoring.Interaction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.annotation.Nullable;

/** What one query adds to its window. */
public final class QueryFigures {

  private static final int EXAMPLE_DOCUMENTS = 10;

  private final RerankResult result;
  private final SeenCandidates seen;
  @Nullable private final int[] original;
  private final FigureValues values = new FigureValues();
  private final List<ShownRank> shown;

  private QueryFigures(
      RerankResult result,
      Map<String, Double> judgements,
      List<Interaction> interactions,
      FigureSettings settings) {
    this.result = result;
    this.seen = SeenCandidates.of(result);
    this.original = seen.whole() && !seen.isEmpty() ? OriginalOrder.of(seen.scores()) : null;
    AgreementFigures.compute(seen, original, values);
    ScoreFigures.compute(result, seen, settings, values);
    JudgedFigures.compute(seen, result.failed(), original, judgements, settings.k(), values);
    Clicks clicks = Clicks.of(interactions, seen);
    clicks.compute(result, values);
    this.shown = clicks.shownRanks();
  }

  /**
   * @param result as read from its text, or uncut
   * @param judgements label by doc_id, of this query, of ranked documents and others; where there
   *     are none, the labels in the result count
   * @param interactions with this query; repeated ones count once
   */
  public static QueryFigures of(
      RerankResult result,
      Map<String, Double> judgements,
      List<Interaction> interactions,
      FigureSettings settings) {
    return new QueryFigures(result, judgements, interactions, settings);
  }

  /** NaN if the query doesn't count in the figure. */
  public double value(Figure figure) {
    return values.value(figure);
  }

  /** Why the query doesn't count; null if it does. */
  @Nullable
  public Reason reason(Figure figure) {
    return values.reason(figure);
  }

  /** What the query adds to a distribution, {@code [values]}; single precision, as scores are. */
  public float[] values(Distribution distribution) {
    return switch (distribution) {
      case LOGIT -> floats(comparable().stream().map(CandidateScore::logit).toList());
      case BEST_SCORE -> floats(comparable().stream().limit(1).map(CandidateScore::score).toList());
      case CANDIDATES -> new float[] {result.candidatesReceived()};
      case QUERY_CHARS -> new float[] {result.query().length()};
      case TEXT_CHARS -> floats(seen.scores().stream().map(CandidateScore::textChars).toList());
    };
  }

  private List<CandidateScore> comparable() {
    return seen.oneScale() ? seen.scores() : List.of();
  }

  /** Documents that were shown at a known rank, each once, in no order. */
  public List<ShownRank> shown() {
    return shown;
  }

  /** The query as an example of change; null if {@code rbo} is undefined. */
  @Nullable
  public Example example() {
    if (Double.isNaN(value(Figure.RBO))) {
      return null;
    }
    int first = Math.min(EXAMPLE_DOCUMENTS, seen.size());
    List<String> before =
        Arrays.stream(original, 0, first).mapToObj(i -> seen.scores().get(i).docId()).toList();
    List<String> after =
        seen.scores().subList(0, first).stream().map(CandidateScore::docId).toList();
    return new Example(result.queryId(), result.query(), value(Figure.RBO), before, after);
  }

  private static float[] floats(List<? extends Number> numbers) {
    List<? extends Number> known = numbers.stream().filter(Objects::nonNull).toList();
    float[] floats = new float[known.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = known.get(i).floatValue();
    }
    return floats;
  }
}
