package io.riverrank.operators.monitoring.alerts.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.operators.monitoring.figures.Figure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownFiguresTest {

  @ParameterizedTest
  @EnumSource
  void knowsWhatRecordsHave(Figure figure) {
    Scale scale = KnownFigures.scale(figure.label(10)).orElseThrow();
    assertThat(scale.kind() == Scale.Kind.SHARE).isEqualTo(figure.kind() == Figure.Kind.SHARE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"queries", "ctr@1", "ctr@10", "coec", "drift.best_score.w1"})
  void knowsTheOthers(String figure) {
    assertThat(KnownFigures.scale(figure)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ndcg",
        "ndcg@5",
        "ndcg@ten",
        "overlap@5",
        "ctr@0",
        "ctr@11",
        "rbo@10",
        "NDCG@10",
        "drift.logit",
        "drift.rbo.psi"
      })
  void knowsNoOthers(String figure) {
    assertThat(KnownFigures.scale(figure)).isEmpty();
  }

  @Test
  void tellsWhatNeedsJudgements() {
    assertThat(KnownFigures.isJudged("ndcg@10")).isTrue();
    assertThat(KnownFigures.isJudged("base_p@10")).isTrue();
    assertThat(KnownFigures.isJudged("map")).isTrue();
    assertThat(KnownFigures.isJudged("self_ndcg@10")).isFalse();
    assertThat(KnownFigures.isJudged("overlap@10")).isFalse();
    assertThat(KnownFigures.isJudged("rbo")).isFalse();
  }

  @Test
  void tellsWhatNeedsClicks() {
    assertThat(KnownFigures.isClicked("coec")).isTrue();
    assertThat(KnownFigures.isClicked("ctr@3")).isTrue();
    assertThat(KnownFigures.isClicked("mrr@10")).isFalse();
  }

  @Test
  void tellsWhoseDriftItIs() {
    assertThat(KnownFigures.drifting("drift.best_score.w1")).contains(Distribution.BEST_SCORE);
    assertThat(KnownFigures.drifting("best_score")).isEmpty();
  }
}
