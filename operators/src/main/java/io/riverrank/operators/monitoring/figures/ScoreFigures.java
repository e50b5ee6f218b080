package io.riverrank.operators.monitoring.figures;

import io.riverrank.schemas.CandidateScore;
import io.riverrank.schemas.RerankResult;
import java.util.Set;

/** What a result says by itself: its scores, and how it was made. */
final class ScoreFigures {

  private ScoreFigures() {}

  static void compute(
      RerankResult result, SeenCandidates seen, FigureSettings settings, FigureValues into) {
    int received = result.candidatesReceived();
    into.set(Figure.CANDIDATES, received);
    into.set(Figure.ZERO_RESULTS, received == 0);
    into.set(Figure.INCOMPLETE, !result.complete());
    into.set(Figure.LATENCY_MS, (double) result.scoredAtMs() - result.eventTimeMs());
    if (received == 0) {
      into.leave(Figure.FAILED_SHARE, Reason.NO_CANDIDATES);
    } else {
      into.set(Figure.FAILED_SHARE, result.failed().size() / (double) received);
    }
    if (seen.isEmpty()) {
      into.leave(
          Set.of(Figure.BEST_SCORE, Figure.GAP, Figure.LOW_RELEVANCE, Figure.TRUNCATED_SHARE),
          seen.whole() ? Reason.NO_CANDIDATES : Reason.CUT);
      return;
    }
    truncated(seen, into);
    if (!seen.oneScale()) {
      into.leave(Set.of(Figure.BEST_SCORE, Figure.GAP, Figure.LOW_RELEVANCE), Reason.TWO_MODELS);
      return;
    }
    double best = seen.scores().get(0).score();
    into.set(Figure.BEST_SCORE, best);
    into.set(Figure.LOW_RELEVANCE, best < settings.lowRelevance());
    if (seen.size() < 2) {
      into.leave(Figure.GAP, seen.whole() ? Reason.FEWER_THAN_TWO : Reason.CUT);
    } else {
      into.set(Figure.GAP, best - seen.scores().get(1).score());
    }
  }

  private static void truncated(SeenCandidates seen, FigureValues into) {
    if (!seen.whole()) {
      into.leave(Figure.TRUNCATED_SHARE, Reason.CUT);
    } else if (seen.scores().stream().anyMatch(score -> score.truncated() == null)) {
      into.leave(Figure.TRUNCATED_SHARE, Reason.NO_TRUNCATION);
    } else {
      long truncated = seen.scores().stream().filter(CandidateScore::truncated).count();
      into.set(Figure.TRUNCATED_SHARE, truncated / (double) seen.size());
    }
  }
}
