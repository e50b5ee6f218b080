package io.riverrank.faults.check;

import io.riverrank.operators.ranking.TeamDraft;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.Team;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * Is a ranking what two models draft outside of Flink? It is drafted again as it stands, since
 * scores that differ by less than the tolerance may come in another order, and then all that is
 * drafted after them does.
 */
final class DraftCheck {

  private DraftCheck() {}

  /**
   * @param champion what the champion gives, best first
   * @param challenger the same candidates, of the challenger
   * @return the first difference, for a person; null if there is none
   */
  @Nullable
  static String difference(
      RerankResult result,
      List<RankedCandidate> champion,
      List<RankedCandidate> challenger,
      @Nullable Integer topK) {
    if (result.models().size() != 2 || !result.models().get(0).equals(result.model())) {
      return "models are %s of model %s".formatted(result.models(), result.model());
    }
    // Which team is where depends on coins only: both have the same candidates.
    List<RankedCandidate> drafted = TeamDraft.of(result.queryId(), champion, challenger);
    int size = topK == null ? drafted.size() : Math.min(topK, drafted.size());
    if (result.results().size() != size) {
      return "%d ranked instead of %d".formatted(result.results().size(), size);
    }
    Map<Team, Map<String, Double>> left =
        Map.of(Team.CHAMPION, scores(champion), Team.CHALLENGER, scores(challenger));
    for (int i = 0; i < size; i++) {
      RankedCandidate is = result.results().get(i);
      Team team = drafted.get(i).team();
      if (is.rank() != i + 1 || is.team() != team) {
        return "%s is ranked %d by %s instead of %d by %s"
            .formatted(is.docId(), is.rank(), is.team(), i + 1, team);
      }
      String difference = difference(is, left.get(team));
      if (difference != null) {
        return difference;
      }
      left.values().forEach(scores -> scores.remove(is.docId()));
    }
    return null;
  }

  /**
   * @param left what nobody has drafted yet, with its team's scores
   */
  @Nullable
  private static String difference(RankedCandidate is, Map<String, Double> left) {
    Double shouldBe = left.get(is.docId());
    if (shouldBe == null || !(Math.abs(is.score() - shouldBe) <= ResultCheck.TOLERANCE)) {
      return "%s of the %s scores %s instead of %s"
          .formatted(is.docId(), is.team(), is.score(), Objects.toString(shouldBe, "nothing"));
    }
    double best = left.values().stream().mapToDouble(Double::doubleValue).max().getAsDouble();
    return shouldBe >= best - ResultCheck.TOLERANCE
        ? null
        : "the %s drafted %s, though it had one with %s".formatted(is.team(), is.docId(), best);
  }

  private static Map<String, Double> scores(List<RankedCandidate> ranking) {
    Map<String, Double> scores = new HashMap<>();
    ranking.forEach(ranked -> scores.put(ranked.docId(), ranked.score()));
    return scores;
  }
}
