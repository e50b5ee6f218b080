package io.riverrank.tools.evaluate;

import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.evaluate.figures.Evaluation;
import io.riverrank.tools.evaluate.figures.Metric;
import io.riverrank.tools.evaluate.figures.Sampling;
import io.riverrank.tools.evaluate.figures.Table;
import io.riverrank.tools.evaluate.html.PairSections;
import io.riverrank.tools.evaluate.input.Columns;
import io.riverrank.tools.evaluate.input.InputFile;
import io.riverrank.tools.evaluate.input.PairSource;
import io.riverrank.tools.evaluate.pairs.PairFigures;
import io.riverrank.tools.evaluate.pairs.PairScores;
import io.riverrank.tools.evaluate.pairs.PairScoring;
import io.riverrank.tools.evaluate.pairs.WorstPair;
import io.riverrank.tools.evaluate.pairs.WorstPairs;
import io.riverrank.tools.evaluate.report.EvaluatorCsv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** Correlations on labelled pairs. */
final class PairsEvaluation {
  private final InputFile file;
  private final Columns columns;
  private final Sampling sampling;
  private final String name;
  private final int worst;

  PairsEvaluation(InputFile file, Columns columns, Sampling sampling, String name, int worst) {
    this.file = file;
    this.columns = columns;
    this.sampling = sampling;
    this.name = name;
    this.worst = worst;
  }

  /** Names of the figures, before there are any. */
  static Iterable<String> names(boolean compared) {
    List<Metric> metrics =
        new PairFigures(new PairScores(), compared).metrics(new Sampling(0, 0, 0));
    return new Evaluation(Map.of(), Map.of(), metrics, List.of()).numbers().keySet();
  }

  /**
   * @param models null if the pairs have scores
   */
  Outcome run(@Nullable Models models, Map<String, Object> about)
      throws IOException, InterruptedException {
    boolean compared = columns.otherScore() != null || models != null && models.other() != null;
    PairScores scores;
    try (PairSource source = PairSource.open(file, columns);
        ScoringProgress progress = new ScoringProgress()) {
      scores =
          new PairScoring(
                  models == null ? null : models.first(), models == null ? null : models.other())
              .score(source, progress);
    }
    if (scores.size() == 0) {
      throw new UserException(file.name() + " has no pairs; there is nothing to evaluate");
    }
    PairFigures figures = new PairFigures(scores, compared);
    List<Metric> metrics = figures.metrics(sampling);
    Evaluation evaluation =
        new Evaluation(about, counts(scores, figures, models), metrics, notes(scores, figures));
    return new Outcome(
        evaluation,
        EvaluatorCsv.correlation(name, metrics.get(0).value(), metrics.get(1).value()),
        () -> cases(scores, compared),
        () -> new PairSections(scores, figures, worst(scores, figures)).all());
  }

  private List<WorstPair> worst(PairScores scores, PairFigures figures) throws IOException {
    try (PairSource again = PairSource.open(file, columns)) {
      return WorstPairs.read(again, scores, figures, worst);
    }
  }

  private static Map<String, Long> counts(
      PairScores scores, PairFigures figures, @Nullable Models models) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("pairs", (long) scores.size());
    counts.put("scored", (long) figures.scored().length);
    counts.put("failed", (long) scores.size() - figures.scored().length);
    counts.put("truncated", scores.truncated());
    if (models != null && models.other() != null) {
      counts.put("other_truncated", scores.otherTruncated());
    }
    counts.put("repeated", scores.repeated());
    return counts;
  }

  private static List<String> notes(PairScores scores, PairFigures figures) {
    List<String> notes = new ArrayList<>();
    int failed = scores.size() - figures.scored().length;
    if (failed > 0) {
      notes.add(
          "No score for %,d of %s (too long, or not a number); the figures are over the others."
              .formatted(failed, Counted.of(scores.size(), "pair")));
    }
    double[] labels = figures.labels();
    if (labels.length < 2) {
      notes.add("Correlations need at least two scored pairs, so they are undefined.");
    } else if (isConstant(labels)) {
      notes.add("All labels are " + labels[0] + ", so correlations are undefined.");
    } else if (isConstant(figures.firstScores())) {
      notes.add("All scores are the same, so correlations are undefined.");
    }
    for (double label : labels) {
      if (label < 0 || label > 1) {
        notes.add(
            "Labels are not all within 0 and 1: correlations don't mind, calibration is against labels"
                + " brought to that range.");
        break;
      }
    }
    return notes;
  }

  private static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static Table cases(PairScores scores, boolean compared) {
    List<String> columns = new ArrayList<>(List.of("pair", "label", "score", "truncated"));
    if (compared) {
      columns.addAll(List.of("other_score", "other_truncated"));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      List<Object> row =
          new ArrayList<>(List.of(i + 1, scores.label(i), scores.score(i), scores.isTruncated(i)));
      if (compared) {
        row.addAll(List.of(scores.other(i), scores.isOtherTruncated(i)));
      }
      rows.add(row);
    }
    return new Table(columns, rows);
  }
}
