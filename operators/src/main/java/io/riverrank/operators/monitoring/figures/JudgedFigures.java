package io.riverrank.operators.monitoring.figures;

import io.riverrank.operators.evaluation.Gain;
import io.riverrank.operators.evaluation.JudgedRanking;
import io.riverrank.schemas.CandidateScore;
import io.riverrank.schemas.FailedCandidate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/** How good R and E are where documents are judged, as {@code evaluate} has it for trec_eval. */
final class JudgedFigures {

  private static final double RELEVANT = 1;

  private static final Set<Figure> OURS = EnumSet.range(Figure.NDCG, Figure.JUDGED);
  private static final Set<Figure> BASE = EnumSet.range(Figure.BASE_NDCG, Figure.BASE_JUDGED);

  /** Failed candidates are below all others, in trec_eval's order of ties. */
  private static final Comparator<String> BY_BYTES_DESCENDING =
      (a, b) ->
          Arrays.compareUnsigned(
              b.getBytes(StandardCharsets.UTF_8), a.getBytes(StandardCharsets.UTF_8));

  private final Map<String, Double> judged;
  private final int k;
  private final FigureValues into;

  private JudgedFigures(Map<String, Double> judged, int k, FigureValues into) {
    this.judged = judged;
    this.k = k;
    this.into = into;
  }

  /**
   * @param original E as indices into R; null if there is none
   * @param judgements label by doc_id; where there are none, the labels in the result count
   */
  static void compute(
      SeenCandidates seen,
      List<FailedCandidate> failed,
      @Nullable int[] original,
      Map<String, Double> judgements,
      int k,
      FigureValues into) {
    Map<String, Double> judged = judgements.isEmpty() ? labels(seen) : judgements;
    Reason hindrance = hindrance(seen, failed, judged);
    if (hindrance != null) {
      into.leave(OURS, hindrance);
      into.leave(BASE, hindrance);
      return;
    }
    JudgedFigures figures = new JudgedFigures(judged, k, into);
    figures.set(Figure.NDCG, ours(seen, failed));
    if (original == null) {
      into.leave(BASE, seen.isEmpty() ? Reason.NO_CANDIDATES : Reason.NO_ORIGINAL_ORDER);
    } else {
      figures.set(
          Figure.BASE_NDCG,
          Arrays.stream(original).mapToObj(index -> seen.scores().get(index).docId()).toList());
    }
  }

  @Nullable
  private static Reason hindrance(
      SeenCandidates seen, List<FailedCandidate> failed, Map<String, Double> judged) {
    if (!seen.whole()) {
      return Reason.CUT;
    }
    if (judged.isEmpty()) {
      return Reason.NO_JUDGEMENTS;
    }
    if (judged.values().stream().noneMatch(label -> label >= RELEVANT)) {
      return Reason.NOTHING_RELEVANT;
    }
    return seen.isEmpty() && failed.isEmpty() ? Reason.NO_CANDIDATES : null;
  }

  private static Map<String, Double> labels(SeenCandidates seen) {
    Map<String, Double> labels = new HashMap<>();
    for (CandidateScore score : seen.scores()) {
      if (score.label() != null) {
        labels.put(score.docId(), score.label());
      }
    }
    return labels;
  }

  private static List<String> ours(SeenCandidates seen, List<FailedCandidate> failed) {
    List<String> documents = new ArrayList<>(seen.size() + failed.size());
    seen.scores().forEach(score -> documents.add(score.docId()));
    failed.stream().map(FailedCandidate::docId).sorted(BY_BYTES_DESCENDING).forEach(documents::add);
    return documents;
  }

  /**
   * @param ndcg the first of seven figures in the order of {@link Figure}
   */
  private void set(Figure ndcg, List<String> documents) {
    double[] gains =
        documents.stream().mapToDouble(document -> judged.getOrDefault(document, 0.0)).toArray();
    double[] all = judged.values().stream().mapToDouble(Double::doubleValue).toArray();
    JudgedRanking ranking = new JudgedRanking(gains, all, RELEVANT);
    int first = Math.min(k, documents.size());
    long judgedFirst = documents.subList(0, first).stream().filter(judged::containsKey).count();
    double[] values = {
      ranking.ndcg(k, Gain.LINEAR),
      finite(ranking.ndcg(k, Gain.EXPONENTIAL)),
      ranking.reciprocalRank(k),
      ranking.averagePrecision(),
      ranking.precision(k),
      ranking.recall(k),
      judgedFirst / (double) first
    };
    Figure[] figures = Figure.values();
    for (int i = 0; i < values.length; i++) {
      into.set(figures[ndcg.ordinal() + i], values[i], Reason.LABEL_TOO_LARGE);
    }
  }

  /** 2^label is infinite from 1024 on. */
  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }
}
