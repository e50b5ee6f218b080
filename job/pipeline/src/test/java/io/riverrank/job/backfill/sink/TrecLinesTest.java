package io.riverrank.job.backfill.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.trec.RunLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrecLinesTest {

  static List<double[]> rankings() {
    return List.of(
        new double[] {0.9, 0.5, 0.1},
        // A sigmoid of logits above 17 is 1 as a 32-bit float.
        new double[] {1, 1, 1, 1, 1 - 1e-7, 0.5},
        new double[] {0.5, 0.5, Math.nextDown(0.5f), 0.25},
        new double[] {1e-30, 0, 0, 0},
        new double[] {3.5, 0, 0, -1.5, -1.5},
        new double[] {1, Math.nextUp(0.25), 0.25});
  }

  /** As trec_eval orders: by 32-bit score, equal ones by document id descending. */
  @ParameterizedTest
  @MethodSource("rankings")
  void ourOrderIsTheOrderOfTrecEval(double[] scores) throws Exception {
    List<RankedCandidate> ranking = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      ranking.add(new RankedCandidate("d" + i, i + 1, scores[i], 20 - i, null, null, null, false));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TrecLines().encode(result(ranking), out);

    List<RunLine> lines = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).split("\n")) {
      lines.add(RunLine.parse(line));
    }
    assertThat(lines).extracting(RunLine::docId).isSorted().hasSize(scores.length);
    for (int i = 0; i < scores.length; i++) {
      float written = (float) lines.get(i).score();
      assertThat(written).isCloseTo((float) scores[i], within(1e-6f));
      assertThat(i == 0 || written < (float) lines.get(i - 1).score()).isTrue();
    }
  }

  private static org.assertj.core.data.Offset<Float> within(float offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  private static RerankResult result(List<RankedCandidate> ranking) {
    return new RerankResult(
        "q",
        "x",
        0,
        true,
        ranking.size(),
        null,
        0,
        new ModelInfo("m", "sha256:0", "fp32"),
        ranking,
        List.of(),
        null,
        0,
        null,
        List.of());
  }
}
