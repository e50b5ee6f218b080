package io.riverrank.faults.check;

import io.riverrank.faults.traffic.Plan;
import io.riverrank.faults.traffic.PlannedCandidate;
import io.riverrank.operators.ranking.Ranking;
import io.riverrank.operators.ranking.ScoredCandidate;
import io.riverrank.operators.ranking.TieBreak;
import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** Is a result what the same model gives for the same candidates outside of Flink? */
final class ResultCheck {

  /** How far a score may be off; also what counts as a tie. */
  static final double TOLERANCE = 1e-5;

  private final Scores scores;

  ResultCheck(Scores scores) {
    this.scores = scores;
  }

  /**
   * @return the first difference, for a person; null if there is none
   */
  @Nullable
  String difference(Plan plan, RerankResult result) {
    String fingerprint = result.model().fingerprint();
    if (plan.requiredModel() != null && !plan.requiredModel().equals(fingerprint)) {
      return "scored by the old model " + result.model().name();
    }
    String counts = countDifference(plan, result);
    if (counts != null) {
      return counts;
    }
    Set<String> failed =
        result.failed().stream().map(FailedCandidate::docId).collect(Collectors.toSet());
    if (!failed.equals(plan.failed())) {
      return "failed is %s instead of %s".formatted(result.failed(), plan.failed());
    }
    try {
      List<RankedCandidate> expected = expected(plan, fingerprint);
      return result.isInterleaved()
          ? DraftCheck.difference(
              result, expected, expected(plan, result.models().get(1).fingerprint()), plan.topK())
          : rankingDifference(expected, plan.topK(), result.results());
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @Nullable
  private static String countDifference(Plan plan, RerankResult result) {
    if (result.complete() != plan.isComplete()) {
      return "complete is " + result.complete();
    }
    if (result.candidatesReceived() != plan.candidates().size()) {
      return "%d candidates received instead of %d"
          .formatted(result.candidatesReceived(), plan.candidates().size());
    }
    if (!Objects.equals(result.candidatesExpected(), plan.expected())) {
      return "%s candidates expected instead of %s"
          .formatted(result.candidatesExpected(), plan.expected());
    }
    if (result.superseded() != plan.superseded()) {
      return "%d superseded instead of %d".formatted(result.superseded(), plan.superseded());
    }
    if (result.eventTimeMs() != plan.eventTimeMs()) {
      return "event time is %d instead of %d".formatted(result.eventTimeMs(), plan.eventTimeMs());
    }
    return result.query().equals(plan.query()) ? null : "query is another";
  }

  /**
   * The same of the ranking alone, of all candidates.
   *
   * @param fingerprint of the model
   */
  @Nullable
  String rankingDifference(Plan plan, String fingerprint, List<RankedCandidate> ranking) {
    try {
      return rankingDifference(expected(plan, fingerprint), null, ranking);
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private List<RankedCandidate> expected(Plan plan, String fingerprint) {
    List<PlannedCandidate> ranked =
        plan.candidates().stream().filter(c -> !plan.failed().contains(c.docId())).toList();
    List<DirectScore> direct =
        scores.of(fingerprint, plan.query(), ranked.stream().map(PlannedCandidate::text).toList());
    List<ScoredCandidate> scored = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      PlannedCandidate planned = ranked.get(i);
      Candidate candidate =
          new Candidate(planned.docId(), planned.text(), planned.originalRank(), null, null);
      scored.add(
          new ScoredCandidate(candidate, direct.get(i).logit(), direct.get(i).score(), false));
    }
    return Ranking.of(scored, plan.isMembers() ? TieBreak.ORIGINAL_RANK : TieBreak.INPUT_ORDER);
  }

  @Nullable
  private static String rankingDifference(
      List<RankedCandidate> expected, @Nullable Integer topK, List<RankedCandidate> actual) {
    int size = topK == null ? expected.size() : Math.min(topK, expected.size());
    if (actual.size() != size) {
      return "%d ranked instead of %d".formatted(actual.size(), size);
    }
    Map<String, RankedCandidate> byId = new HashMap<>();
    expected.forEach(candidate -> byId.put(candidate.docId(), candidate));
    for (int i = 0; i < size; i++) {
      RankedCandidate is = actual.get(i);
      // Removed, so that none can stand there twice.
      RankedCandidate shouldBe = byId.remove(is.docId());
      if (shouldBe == null || is.rank() != i + 1) {
        return "%s is ranked %d".formatted(is.docId(), is.rank());
      }
      if (!(Math.abs(is.score() - shouldBe.score()) <= TOLERANCE)) {
        return "%s scores %s instead of %s".formatted(is.docId(), is.score(), shouldBe.score());
      }
      // Scores that differ by less may come in another order.
      if (!(Math.abs(expected.get(i).score() - shouldBe.score()) <= TOLERANCE)) {
        return "rank %d is %s instead of %s".formatted(i + 1, is.docId(), expected.get(i).docId());
      }
    }
    return null;
  }
}
