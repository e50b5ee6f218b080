package io.riverrank.operators.monitoring.figures;

import static io.riverrank.operators.monitoring.MonitoredResults.candidate;
import static io.riverrank.operators.monitoring.MonitoredResults.interleaved;
import static io.riverrank.operators.monitoring.MonitoredResults.result;
import static io.riverrank.operators.monitoring.MonitoredResults.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.schemas.CandidateScore;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.Team;
import io.riverrank.schemas.monitoring.Interaction;
import io.riverrank.schemas.monitoring.Interaction.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rankings small enough to do by hand. */
class QueryFiguresTest {

  private static final double TOLERANCE = 1e-12;
  private static final double LOG_3 = Math.log(3) / Math.log(2);

  @Test
  void comparesOurOrderWithTheEngines() {
    // The engine had b, c, a.
    QueryFigures figures =
        of(
            whole(
                "q",
                List.of(
                    candidate("a", 0.9, 30L), candidate("b", 0.5, 4L), candidate("c", 0.1, 7L))));

    assertValue(figures, Figure.TOP1_SAME, 0);
    assertValue(figures, Figure.OVERLAP, 1);
    assertValue(figures, Figure.FOOTRULE, (2 + 1 + 1) / 4.0);
    assertValue(figures, Figure.KENDALL_TAU_B, -1 / 3.0);
    assertValue(figures, Figure.SPEARMAN, -0.5);
    double dcgOfEngine = 0.5 + 0.1 / LOG_3 + 0.9 / 2;
    assertValue(figures, Figure.SELF_NDCG, dcgOfEngine / (0.9 + 0.5 / LOG_3 + 0.1 / 2));
    assertValue(figures, Figure.RBO, 0.1 * (0 + 0.9 / 2 + 0.81) / 0.9 * 0.9 + 0.9 * 0.9 * 0.9);
    assertValue(figures, Figure.BEST_SCORE, 0.9);
    assertValue(figures, Figure.GAP, 0.4);
    assertValue(figures, Figure.LOW_RELEVANCE, 0);
    assertValue(figures, Figure.LATENCY_MS, 250);
  }

  @Test
  void theSameOrderAgreesInEveryWay() {
    QueryFigures figures =
        of(whole("q", List.of(candidate("a", 0.9, 1L), candidate("b", 0.5, 2L))));

    for (Figure figure :
        List.of(
            Figure.RBO,
            Figure.KENDALL_TAU_B,
            Figure.SPEARMAN,
            Figure.TOP1_SAME,
            Figure.OVERLAP,
            Figure.SELF_NDCG)) {
      assertValue(figures, figure, 1);
    }
    assertValue(figures, Figure.FOOTRULE, 0);
  }

  @Test
  void overlapCountsTheFirstTen() {
    List<RankedCandidate> ranking = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ranking.add(candidate("d" + i, 1 - i / 20.0, (long) (i + 2) % 12));
    }
    // The engine's first two are our eleventh and twelfth.
    assertValue(of(whole("q", ranking)), Figure.OVERLAP, 0.8);
  }

  @Test
  void theEnginesScoreStandsInForItsRank() {
    List<RankedCandidate> ranking =
        List.of(scored("c", 0.9, 3.0), scored("b", 0.5, 7.0), scored("a", 0.1, 3.0));

    // The engine had b, then a and c, which tie, by doc_id.
    assertThat(of(whole("q", ranking)).example().before()).containsExactly("b", "a", "c");
  }

  @Test
  void oneRankMissingIsNoOrderButItsScoresAre() {
    List<RankedCandidate> ranking = List.of(candidate("a", 0.9, 1L), candidate("b", 0.5, null));
    QueryFigures figures = of(whole("q", ranking));

    assertLeft(figures, Reason.NO_ORIGINAL_ORDER, Figure.RBO, Figure.SELF_NDCG);
    assertValue(figures, Figure.BEST_SCORE, 0.9);
    assertThat(figures.values(Distribution.LOGIT)).hasSize(2);
    assertThat(figures.example()).isNull();
  }

  @Test
  void aCutResultSaysNothingAboutOrders() {
    RerankResult shown = whole("q", List.of(candidate("a", 0.9, 1L), candidate("b", 0.5, 2L)));
    RerankResult cut = result("q", shown.results(), null, 0);
    RerankResult withMore =
        new RerankResult(
            "q",
            "",
            0,
            true,
            3,
            null,
            0,
            cut.model(),
            cut.results(),
            List.of(),
            null,
            0,
            null,
            List.of());
    QueryFigures figures =
        QueryFigures.of(withMore, Map.of("a", 1.0), List.of(), FigureSettings.DEFAULTS);

    for (Figure figure : EnumSet.range(Figure.RBO, Figure.SELF_NDCG)) {
      assertLeft(figures, Reason.CUT, figure);
    }
    for (Figure figure : EnumSet.range(Figure.NDCG, Figure.BASE_JUDGED)) {
      assertLeft(figures, Reason.CUT, figure);
    }
    assertLeft(figures, Reason.CUT, Figure.TRUNCATED_SHARE);
    assertValue(figures, Figure.BEST_SCORE, 0.9);
    assertValue(figures, Figure.GAP, 0.4);
    assertValue(figures, Figure.CANDIDATES, 3);
    assertValue(of(cut), Figure.RBO, 1);
  }

  @Test
  void allScoresOfOlderVersionsTakeFromResultsWhatTheyLack() {
    RankedCandidate first = candidate("a", 0.9, 1L);
    List<CandidateScore> old =
        List.of(
            new CandidateScore("a", 1, 0.9, null, null, null, null, null, null),
            new CandidateScore("b", 2, 0.5, null, null, null, null, null, null));
    QueryFigures figures = of(result("q", List.of(first), old, 0));

    assertLeft(figures, Reason.NO_ORIGINAL_ORDER, Figure.RBO);
    assertLeft(figures, Reason.NO_TRUNCATION, Figure.TRUNCATED_SHARE);
    assertValue(figures, Figure.GAP, 0.4);
    assertThat(figures.values(Distribution.LOGIT)).containsExactly((float) (0.9 - 1));
    assertThat(figures.values(Distribution.TEXT_CHARS)).isEmpty();
  }

  @Test
  void ranksCountAndNotTheOrderInTheText() {
    List<CandidateScore> listed =
        List.of(
            new CandidateScore("b", 2, 0.5, -0.5, 2L, null, null, false, 1),
            new CandidateScore("a", 1, 0.9, 1.0, 1L, null, null, false, 1));

    QueryFigures figures = of(result("q", List.of(), listed, 0));

    assertValue(figures, Figure.BEST_SCORE, 0.9);
    assertValue(figures, Figure.RBO, 1);
    assertThat(figures.example().after()).containsExactly("a", "b");
  }

  @Test
  void anEmptyQueryCountsWhereItIsNews() {
    QueryFigures figures = of(whole("q", List.of()));

    assertValue(figures, Figure.CANDIDATES, 0);
    assertValue(figures, Figure.ZERO_RESULTS, 1);
    assertValue(figures, Figure.INCOMPLETE, 0);
    assertValue(figures, Figure.LATENCY_MS, 250);
    assertLeft(
        figures,
        Reason.NO_CANDIDATES,
        Figure.RBO,
        Figure.BEST_SCORE,
        Figure.GAP,
        Figure.FAILED_SHARE,
        Figure.TRUNCATED_SHARE);
    assertThat(figures.values(Distribution.CANDIDATES)).containsExactly(0);
    assertThat(figures.values(Distribution.BEST_SCORE)).isEmpty();
  }

  @Test
  void oneDocumentHasAnOrderButNoCorrelation() {
    QueryFigures figures = of(whole("q", List.of(candidate("a", 0.05, 3L))));

    assertValue(figures, Figure.RBO, 1);
    assertValue(figures, Figure.TOP1_SAME, 1);
    assertValue(figures, Figure.LOW_RELEVANCE, 1);
    assertLeft(
        figures,
        Reason.FEWER_THAN_TWO,
        Figure.KENDALL_TAU_B,
        Figure.SPEARMAN,
        Figure.FOOTRULE,
        Figure.GAP);
  }

  @Test
  void equalNegativeAndZeroScoresAreUndefinedWhereTheDefinitionSaysSo() {
    QueryFigures equal = of(whole("q", List.of(candidate("a", 0, 2L), candidate("b", 0, 1L))));
    assertLeft(equal, Reason.EQUAL_SCORES, Figure.KENDALL_TAU_B, Figure.SPEARMAN);
    assertLeft(equal, Reason.NO_GAIN, Figure.SELF_NDCG);
    assertValue(equal, Figure.FOOTRULE, 1);

    QueryFigures negative =
        of(whole("q", List.of(candidate("a", 3, 2L), candidate("b", -0.5, 1L))));
    assertLeft(negative, Reason.NEGATIVE_SCORE, Figure.SELF_NDCG);
    assertValue(negative, Figure.KENDALL_TAU_B, -1);
  }

  @Test
  void judgementsOverruleLabelsAndFailedDocumentsComeLast() {
    RerankResult labelled =
        result("q", List.of(labelled("a", 0.9, 2L, 1.0), labelled("b", 0.5, 1L, 0.0)), null, 2);
    QueryFigures byLabels = of(labelled);
    assertValue(byLabels, Figure.NDCG, 1);
    assertValue(byLabels, Figure.BASE_NDCG, 1 / LOG_3);
    assertValue(byLabels, Figure.JUDGED, 0.5);
    assertValue(byLabels, Figure.PRECISION, 0.1);
    assertValue(byLabels, Figure.FAILED_SHARE, 0.5);

    // f2 is before f1, as trec_eval orders ties; x isn't ranked at all.
    QueryFigures judged =
        QueryFigures.of(
            labelled, Map.of("f1", 2.0, "x", 3.0, "b", -1.0), List.of(), FigureSettings.DEFAULTS);
    assertValue(judged, Figure.MRR, 1 / 4.0);
    assertValue(judged, Figure.MAP, 1 / 4.0 / 2);
    assertValue(judged, Figure.RECALL, 1 / 2.0);
    assertValue(judged, Figure.NDCG, 2 / (Math.log(5) / Math.log(2)) / (3 + 2 / LOG_3));
    assertValue(judged, Figure.NDCG_EXP, 3 / (Math.log(5) / Math.log(2)) / (7 + 3 / LOG_3));
    assertValue(judged, Figure.BASE_MRR, 0);
    assertValue(judged, Figure.BASE_JUDGED, 0.5);
  }

  @Test
  void judgedFiguresNeedARelevantDocumentAndLabelsThatCanBeRaised() {
    RerankResult result = whole("q", List.of(candidate("a", 0.9, 1L), candidate("b", 0.5, 2L)));

    assertLeft(of(result), Reason.NO_JUDGEMENTS, Figure.NDCG, Figure.BASE_MAP);
    QueryFigures nothing = judged(result, Map.of("a", 0.5));
    assertLeft(nothing, Reason.NOTHING_RELEVANT, Figure.NDCG, Figure.JUDGED);
    QueryFigures large = judged(result, Map.of("a", 2_000.0, "b", 1.0));
    assertLeft(large, Reason.LABEL_TOO_LARGE, Figure.NDCG_EXP, Figure.BASE_NDCG_EXP);
    assertValue(large, Figure.NDCG, 1);
    assertLeft(judged(whole("q", List.of()), Map.of("a", 1.0)), Reason.NO_CANDIDATES, Figure.NDCG);
  }

  @ParameterizedTest
  @EnumSource(
      value = Figure.class,
      names = {"CLICK_MRR", "ABANDONED", "INTERLEAVED"})
  void clicksWithoutImpressionsCountNowhere(Figure figure) {
    QueryFigures figures = clicked(two(), click("a", 1));

    assertLeft(figures, Reason.NO_IMPRESSIONS, figure);
    assertThat(figures.shown()).isEmpty();
  }

  @Test
  void aDocumentCountsOnceHoweverOftenItIsClicked() {
    QueryFigures figures =
        clicked(
            two(),
            shown("b", 2),
            shown("a", 1),
            shown("a", 4),
            click("b", 2),
            click("b", 2),
            shown("b", null));

    assertValue(figures, Figure.CLICK_MRR, 0.5);
    assertValue(figures, Figure.ABANDONED, 0);
    assertThat(figures.shown())
        .containsExactlyInAnyOrder(new ShownRank(1, false), new ShownRank(2, true));
    assertLeft(figures, Reason.NOT_INTERLEAVED, Figure.INTERLEAVED);
  }

  @Test
  void aRankThatNobodyNamedIsTheResults() {
    assertValue(clicked(two(), shown("a", null), click("b", null)), Figure.CLICK_MRR, 0.5);
    QueryFigures unknown = clicked(two(), shown("a", 1), click("z", null));
    assertLeft(unknown, Reason.NO_RANKS, Figure.CLICK_MRR);
    assertValue(unknown, Figure.ABANDONED, 0);
    assertValue(clicked(two(), shown("a", 1)), Figure.CLICK_MRR, 0);
    assertValue(clicked(two(), shown("a", 1)), Figure.ABANDONED, 1);
  }

  @Test
  void theScoresOfTwoModelsAreNotCompared() {
    RerankResult drafted =
        interleaved(
            whole(
                "q",
                List.of(
                    candidate("a", 0.9, 2L), candidate("b", -40, 1L), candidate("c", 0.5, 3L))));
    QueryFigures figures = of(drafted);

    for (Figure figure :
        EnumSet.of(
            Figure.KENDALL_TAU_B,
            Figure.SPEARMAN,
            Figure.SELF_NDCG,
            Figure.BEST_SCORE,
            Figure.GAP,
            Figure.LOW_RELEVANCE)) {
      assertLeft(figures, Reason.TWO_MODELS, figure);
    }
    assertThat(figures.values(Distribution.LOGIT)).isEmpty();
    assertThat(figures.values(Distribution.BEST_SCORE)).isEmpty();
    assertThat(figures.values(Distribution.TEXT_CHARS)).hasSize(3);
    assertValue(figures, Figure.TOP1_SAME, 0);
    assertValue(figures, Figure.OVERLAP, 1);
    assertValue(figures, Figure.FOOTRULE, 0.5);
    assertValue(figures, Figure.TRUNCATED_SHARE, 0);
    assertThat(figures.example().after()).containsExactly("a", "b", "c");
  }

  @Test
  void theTeamWithMoreClickedDocumentsWins() {
    RerankResult teams =
        whole(
            "q",
            List.of(
                drafted("a", Team.CHALLENGER),
                drafted("b", Team.CHAMPION),
                drafted("c", Team.CHALLENGER)));

    assertValue(clicked(teams, shown("a", 1), click("c", 3)), Figure.INTERLEAVED, 0.5);
    assertValue(clicked(teams, shown("a", 1), click("b", 2)), Figure.INTERLEAVED, -0.5);
    assertValue(clicked(teams, shown("a", 1), click("a", 1), click("b", 2)), Figure.INTERLEAVED, 0);
    assertValue(clicked(teams, shown("a", 1)), Figure.INTERLEAVED, 0);
  }

  private static QueryFigures of(RerankResult result) {
    return judged(result, Map.of());
  }

  private static QueryFigures judged(RerankResult result, Map<String, Double> judgements) {
    return QueryFigures.of(result, judgements, List.of(), FigureSettings.DEFAULTS);
  }

  private static QueryFigures clicked(RerankResult result, Interaction... interactions) {
    return QueryFigures.of(result, Map.of(), List.of(interactions), FigureSettings.DEFAULTS);
  }

  private static RerankResult two() {
    return whole("q", List.of(candidate("a", 0.9, 1L), candidate("b", 0.5, 2L)));
  }

  private static Interaction shown(String docId, Integer rank) {
    return new Interaction("q", docId, Type.IMPRESSION, rank, 0);
  }

  private static Interaction click(String docId, Integer rank) {
    return new Interaction("q", docId, Type.CLICK, rank, 0);
  }

  private static RankedCandidate scored(String docId, double score, double originalScore) {
    return new RankedCandidate(docId, 1, score, 0, null, originalScore, null, false);
  }

  private static RankedCandidate labelled(
      String docId, double score, long originalRank, Double label) {
    return new RankedCandidate(docId, 1, score, 0, originalRank, null, label, false);
  }

  private static RankedCandidate drafted(String docId, Team team) {
    return new RankedCandidate(docId, 1, 0.5, 0, 1L, null, null, false, 1, team);
  }

  private static void assertValue(QueryFigures figures, Figure figure, double value) {
    assertThat(figures.reason(figure)).as(figure.name()).isNull();
    assertThat(figures.value(figure)).as(figure.name()).isCloseTo(value, within(TOLERANCE));
  }

  private static void assertLeft(QueryFigures figures, Reason reason, Figure... left) {
    for (Figure figure : left) {
      assertThat(figures.reason(figure)).as(figure.name()).isEqualTo(reason);
      assertThat(figures.value(figure)).as(figure.name()).isNaN();
    }
  }
}
