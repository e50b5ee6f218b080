package io.riverrank.operators.ranking;

import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.Team;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * One ranking drafted from two, so that clicks tell which one people prefer: team draft (Radlinski,
 * Kurup, Joachims, "How does clickthrough data reflect retrieval quality?", CIKM 2008, algorithm
 * 2).
 *
 * <p>In each round both teams take their best candidate that nobody has yet; {@link DraftCoin} says
 * who is first. When one team has no candidate left, the other takes its rest.
 */
public final class TeamDraft {
  private final DraftCoin coin;
  private final Side champion;
  private final Side challenger;
  private final Set<String> taken = new HashSet<>();
  private final List<RankedCandidate> drafted = new ArrayList<>();

  private TeamDraft(
      String queryId, List<RankedCandidate> champion, List<RankedCandidate> challenger) {
    this.coin = new DraftCoin(queryId);
    this.champion = new Side(Team.CHAMPION, champion);
    this.challenger = new Side(Team.CHALLENGER, challenger);
  }

  /**
   * @param champion candidates that the champion scored, its best first
   * @param challenger those that the challenger scored; not all of them need to be the same
   * @return each of them once, with the scores of its team's model and ranks from 1
   */
  public static List<RankedCandidate> of(
      String queryId, List<RankedCandidate> champion, List<RankedCandidate> challenger) {
    return new TeamDraft(queryId, champion, challenger).draft();
  }

  private List<RankedCandidate> draft() {
    for (int round = 0; champion.hasNext() || challenger.hasNext(); round++) {
      boolean challengerIsFirst = coin.challengerIsFirst(round);
      (challengerIsFirst ? challenger : champion).take();
      (challengerIsFirst ? champion : challenger).take();
    }
    return drafted;
  }

  /** A team, and what it may still take. */
  private final class Side {
    private final Team team;
    private final Iterator<RankedCandidate> ranking;
    private RankedCandidate next;

    private Side(Team team, List<RankedCandidate> ranking) {
      this.team = team;
      this.ranking = ranking.iterator();
    }

    private boolean hasNext() {
      while ((next == null || taken.contains(next.docId())) && ranking.hasNext()) {
        next = ranking.next();
      }
      return next != null && !taken.contains(next.docId());
    }

    private void take() {
      if (hasNext()) {
        taken.add(next.docId());
        drafted.add(next.drafted(drafted.size() + 1, team));
      }
    }
  }
}
