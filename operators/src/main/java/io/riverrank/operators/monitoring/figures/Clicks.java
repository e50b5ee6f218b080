package io.riverrank.operators.monitoring.figures;

import io.riverrank.schemas.CandidateScore;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.Team;
import io.riverrank.schemas.monitoring.Interaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people did with one result. A document counts once, however often it was shown or clicked;
 * its rank is the smallest that interactions name, or else its rank in the result.
 */
final class Clicks {

  private static final int UNKNOWN = Integer.MAX_VALUE;

  private final Map<String, Integer> shown = new HashMap<>();
  private final Map<String, Integer> clicked = new HashMap<>();

  private Clicks() {}

  static Clicks of(List<Interaction> interactions, SeenCandidates seen) {
    Clicks clicks = new Clicks();
    if (interactions.isEmpty()) {
      return clicks;
    }
    Map<String, Integer> ranks = new HashMap<>();
    for (CandidateScore score : seen.scores()) {
      ranks.put(score.docId(), score.rank());
    }
    for (Interaction interaction : interactions) {
      Integer named = interaction.rank();
      int rank = named == null ? ranks.getOrDefault(interaction.docId(), UNKNOWN) : named;
      switch (interaction.type()) {
        case IMPRESSION -> clicks.shown.merge(interaction.docId(), rank, Math::min);
        case CLICK -> clicks.clicked.merge(interaction.docId(), rank, Math::min);
        case CONVERSION -> {
          // No figure is about conversions.
        }
      }
    }
    return clicks;
  }

  void compute(RerankResult result, FigureValues into) {
    if (shown.isEmpty()) {
      into.leave(
          Set.of(Figure.CLICK_MRR, Figure.ABANDONED, Figure.INTERLEAVED), Reason.NO_IMPRESSIONS);
      return;
    }
    into.set(Figure.ABANDONED, clicked.isEmpty());
    into.set(Figure.CLICK_MRR, reciprocalRank(), Reason.NO_RANKS);
    into.set(Figure.INTERLEAVED, preference(result), Reason.NOT_INTERLEAVED);
  }

  /** Documents that were shown at a known rank, with clicks on them; in no order. */
  List<ShownRank> shownRanks() {
    List<ShownRank> ranks = new ArrayList<>(shown.size());
    shown.forEach(
        (docId, rank) -> {
          if (rank != UNKNOWN) {
            ranks.add(new ShownRank(rank, clicked.containsKey(docId)));
          }
        });
    return ranks;
  }

  private double reciprocalRank() {
    if (clicked.isEmpty()) {
      return 0;
    }
    int smallest = clicked.values().stream().mapToInt(Integer::intValue).min().getAsInt();
    return smallest == UNKNOWN ? Double.NaN : 1.0 / smallest;
  }

  /**
   * Team draft (Radlinski, Kurup, Joachims, "How does clickthrough data reflect retrieval
   * quality?", CIKM 2008): the team with more clicked documents wins.
   *
   * @return ½ if the challenger wins, −½ if the champion does, 0 for a tie; NaN without teams
   */
  private double preference(RerankResult result) {
    Set<Team> teams = new HashSet<>();
    int lead = 0;
    for (RankedCandidate ranked : result.results()) {
      if (ranked.team() != null) {
        teams.add(ranked.team());
        if (clicked.containsKey(ranked.docId())) {
          lead += ranked.team() == Team.CHALLENGER ? 1 : -1;
        }
      }
    }
    return teams.isEmpty() ? Double.NaN : Integer.signum(lead) / 2.0;
  }
}
