package io.riverrank.operators.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.Team;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeamDraftTest {
  private static final int TRIALS = 500;
  private static final int MOST_CANDIDATES = 700;

  private static List<RankedCandidate> ranking(List<String> docIds) {
    List<RankedCandidate> ranking = new ArrayList<>();
    for (String docId : docIds) {
      ranking.add(
          new RankedCandidate(
              docId,
              ranking.size() + 1,
              1.0 / (1 + ranking.size()),
              -ranking.size(),
              7L,
              0.5,
              2.0,
              true,
              9,
              null));
    }
    return ranking;
  }

  private static List<RankedCandidate> ranking(String docIds) {
    return ranking(docIds.isEmpty() ? List.of() : List.of(docIds.split("")));
  }

  private static String written(List<RankedCandidate> drafted) {
    StringBuilder text = new StringBuilder();
    for (RankedCandidate ranked : drafted) {
      text.append(ranked.team() == Team.CHAMPION ? "+" : "-").append(ranked.docId());
    }
    return text.toString();
  }

  /**
   * By hand; + is the champion's, - the challenger's. SHA-256 of {@code riverrank-draft-0:q} begins
   * with the bits 1100 0000, of {@code …:q-17} with 0011 1101.
   */
  @ParameterizedTest
  @CsvSource({
    // The challenger is first in both rounds: b, a; d, c.
    "q,    abcd, bdac, -b+a-d+c",
    // The champion is: a, b; c, d.
    "q-17, abcd, bdac, +a-b+c-d",
    // Rounds 0 to 3: the champion twice, the challenger twice.
    "q-17, abcdefgh, abcdefgh, +a-b+c-d-e+f-g+h",
    "q-17, abcde, abcde, +a-b+c-d-e",
    // Who has none left passes, and the other takes the rest.
    "q,    abc,  a,    -a+b+c",
    "q-17, a,    abcd, +a-b-c-d",
    "q,    '',   ab,   -a-b",
    "q,    '',   '',   ''",
  })
  void draftsAsWorkedOutByHand(
      String queryId, String champion, String challenger, String expected) {
    assertThat(written(TeamDraft.of(queryId, ranking(champion), ranking(challenger))))
        .isEqualTo(expected);
  }

  @Test
  void anEntryIsAsItsTeamHasIt() {
    RankedCandidate second = TeamDraft.of("q-17", ranking("abc"), ranking("cba")).get(1);
    assertThat(second)
        .isEqualTo(new RankedCandidate("c", 2, 1.0, 0, 7L, 0.5, 2.0, true, 9, Team.CHALLENGER));
  }

  @Test
  void everyCandidateIsThereOnceAndTeamsAreEven() {
    Random random = new Random(1);
    for (int trial = 0; trial < TRIALS; trial++) {
      List<String> docIds = new ArrayList<>();
      for (int i = random.nextInt(MOST_CANDIDATES); i > 0; i--) {
        docIds.add("d" + i);
      }
      List<String> other = new ArrayList<>(docIds);
      Collections.shuffle(other, random);
      List<RankedCandidate> drafted = TeamDraft.of("q" + trial, ranking(docIds), ranking(other));

      assertThat(drafted)
          .extracting(RankedCandidate::docId)
          .containsExactlyInAnyOrderElementsOf(docIds);
      assertThat(drafted)
          .extracting(RankedCandidate::rank)
          .isSorted()
          .doesNotHaveDuplicates()
          .allMatch(rank -> rank >= 1 && rank <= docIds.size());
      int lead = 0;
      for (RankedCandidate ranked : drafted) {
        lead += ranked.team() == Team.CHALLENGER ? 1 : -1;
        assertThat(Math.abs(lead)).isLessThanOrEqualTo(1);
      }
      assertTakenInOrder(drafted, Team.CHAMPION, docIds);
      assertTakenInOrder(drafted, Team.CHALLENGER, other);
    }
  }

  /** When a team takes a candidate, nothing that its model ranks higher is left. */
  private static void assertTakenInOrder(
      List<RankedCandidate> drafted, Team team, List<String> ranking) {
    List<String> left = new ArrayList<>(ranking);
    for (RankedCandidate ranked : drafted) {
      if (ranked.team() == team) {
        assertThat(left.get(0)).isEqualTo(ranked.docId());
      }
      left.remove(ranked.docId());
    }
  }

  @Test
  void equalRankingsStayAsTheyAreAndEachRoundHasBothTeams() {
    List<RankedCandidate> same = ranking("abcdefghij");
    List<RankedCandidate> drafted = TeamDraft.of("any", same, same);

    assertThat(drafted)
        .extracting(RankedCandidate::docId)
        .containsExactlyElementsOf(same.stream().map(RankedCandidate::docId).toList());
    for (int round = 0; round < drafted.size(); round += 2) {
      assertThat(drafted.get(round).team()).isNotEqualTo(drafted.get(round + 1).team());
    }
  }

  /** In the first rounds, and in those of a second hash. */
  @ParameterizedTest
  @CsvSource({"0", "1", "255", "256"})
  void coinsAreFairAndRoundsHaveTheirOwn(int round) {
    int queries = 10_000;
    int first = 0;
    int asBefore = 0;
    for (int i = 0; i < queries; i++) {
      DraftCoin coin = new DraftCoin("query " + i);
      boolean before = coin.challengerIsFirst(Math.max(0, round - 1));
      boolean now = coin.challengerIsFirst(round);
      first += now ? 1 : 0;
      asBefore += now == before ? 1 : 0;
    }
    assertThat(first / (double) queries).isCloseTo(0.5, within(0.02));
    if (round > 0) {
      assertThat(asBefore / (double) queries).isCloseTo(0.5, within(0.02));
    }
  }
}
