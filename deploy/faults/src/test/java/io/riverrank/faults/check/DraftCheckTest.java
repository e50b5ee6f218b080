package io.riverrank.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.ranking.TeamDraft;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.Team;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of {@code q-17} the champion is first in rounds 0 and 1. */
class DraftCheckTest {
  private static final ModelInfo MODEL = new ModelInfo("a", "sha256:a", "fp32");
  private static final ModelInfo OTHER = new ModelInfo("b", "sha256:b", "fp32");
  private static final List<RankedCandidate> CHAMPION = ranking("abcd", 0.9, 0.5, 0.4, 0.3);
  private static final List<RankedCandidate> CHALLENGER = ranking("bdac", 40, 30, 20, 10);

  private static List<RankedCandidate> ranking(String docIds, double... scores) {
    List<RankedCandidate> ranking = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      ranking.add(candidate(docIds.substring(i, i + 1), i + 1, scores[i], null));
    }
    return ranking;
  }

  private static RankedCandidate candidate(String docId, int rank, double score, Team team) {
    return new RankedCandidate(docId, rank, score, score, null, null, null, false, null, team);
  }

  private static String check(List<ModelInfo> models, Integer topK, List<RankedCandidate> ranking) {
    RerankResult result =
        new RerankResult(
            "q-17", "", 0, true, 4, 4, 0, MODEL, models, ranking, null, List.of(), null, 0, null,
            List.of());
    return DraftCheck.difference(result, CHAMPION, CHALLENGER, topK);
  }

  private static String check(RankedCandidate... ranking) {
    return check(List.of(MODEL, OTHER), null, List.of(ranking));
  }

  private static final RankedCandidate A = candidate("a", 1, 0.9, Team.CHAMPION);
  private static final RankedCandidate B = candidate("b", 2, 40, Team.CHALLENGER);
  private static final RankedCandidate C = candidate("c", 3, 0.4, Team.CHAMPION);
  private static final RankedCandidate D = candidate("d", 4, 30, Team.CHALLENGER);

  @Test
  void whatBothModelsDraftIsRight() {
    assertThat(TeamDraft.of("q-17", CHAMPION, CHALLENGER)).containsExactly(A, B, C, D);
    assertThat(check(A, B, C, D)).isNull();
    assertThat(check(List.of(MODEL, OTHER), 2, List.of(A, B))).isNull();
    assertThat(check(candidate("a", 1, 0.9 + 1e-6, Team.CHAMPION), B, C, D)).isNull();
  }

  @Test
  void everythingElseIsNot() {
    assertThat(check(A, B, C)).contains("3 ranked instead of 4");
    assertThat(check(A, B, C, A)).contains("ranked 1");
    assertThat(check(candidate("a", 1, 0.9, Team.CHALLENGER), B, C, D)).contains("by champion");
    assertThat(check(candidate("a", 1, 20, Team.CHAMPION), B, C, D)).contains("instead of 0.9");
    assertThat(check(A, candidate("d", 2, 30, Team.CHALLENGER), C, D)).contains("had one with 40");
    assertThat(check(A, B, candidate("d", 3, 0.3, Team.CHAMPION), D)).contains("had one with 0.4");
    assertThat(check(A, B, C, candidate("b", 4, 40, Team.CHALLENGER))).contains("nothing");
    assertThat(check(List.of(MODEL), null, List.of(A, B, C, D))).contains("models are");
    assertThat(check(List.of(OTHER, MODEL), null, List.of(A, B, C, D))).contains("models are");
  }

  @Test
  void scoresWithinTheToleranceMayComeInAnotherOrder() {
    List<RankedCandidate> tied = ranking("abcd", 0.9, 0.9 - 1e-6, 0.4, 0.3);
    List<RankedCandidate> other = new ArrayList<>(tied);
    Collections.swap(other, 0, 1);
    RerankResult result =
        new RerankResult(
            "q-17",
            "",
            0,
            true,
            4,
            4,
            0,
            MODEL,
            List.of(MODEL, OTHER),
            TeamDraft.of("q-17", other, CHALLENGER),
            null,
            List.of(),
            null,
            0,
            null,
            List.of());
    assertThat(result.results().get(0).docId()).isEqualTo("b");
    assertThat(DraftCheck.difference(result, tied, CHALLENGER, null)).isNull();
  }
}
