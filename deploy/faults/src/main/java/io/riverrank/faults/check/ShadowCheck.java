package io.riverrank.faults.check;

import io.riverrank.faults.traffic.Inputs;
import io.riverrank.faults.traffic.Plan;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.rollout.ShadowRanking;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Are shadow rankings of queries that were answered, none of them twice, and is each what its
 * models give outside of Flink?
 */
public final class ShadowCheck {

  private final ResultCheck resultCheck;

  /**
   * @param scores of the models that jobs ran with
   */
  public ShadowCheck(Scores scores) {
    resultCheck = new ResultCheck(scores);
  }

  /**
   * Checks the rankings of the inputs' queries.
   *
   * @param challenger fingerprint of the model that was in shadow
   * @return how many there are
   */
  public int check(
      Inputs inputs,
      Observed observed,
      List<ShadowRanking> rankings,
      String challenger,
      Verdict verdict) {
    Map<String, Plan> plans = new HashMap<>();
    inputs.plans().forEach(plan -> plans.put(plan.queryId(), plan));
    Set<String> seen = new HashSet<>();
    for (ShadowRanking ranking : rankings) {
      String queryId = ranking.queryId();
      if (!inputs.owns(queryId)) {
        continue;
      }
      if (!seen.add(queryId)) {
        verdict.doubled(1, "%s was compared twice".formatted(queryId));
      }
      String difference = difference(plans.get(queryId), observed.of(queryId), ranking, challenger);
      if (difference != null) {
        verdict.different("%s in shadow: %s".formatted(queryId, difference));
      }
    }
    if (seen.isEmpty()) {
      verdict.different("no query of %s was in shadow".formatted(inputs.name()));
    }
    return seen.size();
  }

  private String difference(Plan plan, Outcome outcome, ShadowRanking ranking, String challenger) {
    if (plan == null || outcome.results().isEmpty()) {
      return "it has no result";
    }
    if (!ranking.challenger().model().equals(challenger)) {
      return "the challenger is " + ranking.challenger().model();
    }
    String answered = outcome.results().get(0).model().fingerprint();
    if (!ranking.champion().model().equals(answered)) {
      return "the champion is %s instead of %s".formatted(ranking.champion().model(), answered);
    }
    String champions = rankingDifference(plan, ranking.champion());
    return champions == null ? rankingDifference(plan, ranking.challenger()) : champions;
  }

  private String rankingDifference(Plan plan, ShadowRanking.Side side) {
    return resultCheck.rankingDifference(
        plan,
        side.model(),
        side.results().stream()
            .map(
                entry ->
                    new RankedCandidate(
                        entry.docId(),
                        entry.rank(),
                        entry.score(),
                        entry.logit(),
                        null,
                        null,
                        null,
                        entry.truncated()))
            .toList());
  }
}
