package io.riverrank.tools.evaluate.ranking;

import io.riverrank.tools.evaluate.figures.Excerpts;
import io.riverrank.tools.evaluate.input.JudgedDocument;
import io.riverrank.tools.evaluate.input.JudgedQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the queries with the lowest values, with the first and the relevant of their documents. */
final class WorstQueries {
  private static final int FIRST = 3;
  private static final int RELEVANT = 2;

  private static final Comparator<WorstQuery> BEST_FIRST =
      Comparator.comparingDouble(WorstQuery::value).reversed();

  private final int limit;
  private final int metric;
  private final PriorityQueue<WorstQuery> kept = new PriorityQueue<>(BEST_FIRST);

  WorstQueries(int limit, int metric) {
    this.limit = limit;
    this.metric = metric;
  }

  /** Queries without anything relevant can't do better, so they are not taken. */
  void offer(
      QueryFigures figures, JudgedQuery query, double[] scores, int[] order, double threshold) {
    double value = figures.values()[metric];
    if (limit == 0
        || figures.relevant() == 0
        || kept.size() == limit && kept.peek().value() <= value) {
      return;
    }
    kept.add(
        new WorstQuery(
            query.queryId(),
            Excerpts.of(query.query()),
            value,
            figures.relevant(),
            documents(query, scores, order, threshold)));
    if (kept.size() > limit) {
      kept.poll();
    }
  }

  List<WorstQuery> list() {
    return kept.stream().sorted(Comparator.comparingDouble(WorstQuery::value)).toList();
  }

  private static List<WorstQuery.Shown> documents(
      JudgedQuery query, double[] scores, int[] order, double threshold) {
    List<WorstQuery.Shown> shown = new ArrayList<>();
    int more = RELEVANT;
    for (int i = 0; i < order.length; i++) {
      JudgedDocument document = query.documents().get(order[i]);
      boolean relevant = document.relevance() >= threshold;
      if (i < FIRST || relevant && more-- > 0) {
        String text = document.text() == null ? "" : Excerpts.of(document.text());
        shown.add(new WorstQuery.Shown(document.docId(), i + 1, scores[order[i]], relevant, text));
      }
    }
    return shown;
  }
}
