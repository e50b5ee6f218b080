package io.riverrank.tools.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.operators.monitoring.drift.Comparison;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import io.riverrank.operators.monitoring.summary.MetricsReport;
import io.riverrank.operators.monitoring.summary.SummarySettings;
import io.riverrank.operators.monitoring.summary.WindowSummary;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultEncoder;
import io.riverrank.schemas.ResultReader;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.Judgement;
import io.riverrank.schemas.monitoring.JudgementEncoder;
import io.riverrank.schemas.monitoring.JudgementReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A monitor and {@code evaluate} say the same of the same log without tied scores. */
class EvaluateAndMonitorTest {

  private static final List<String> FIGURES =
      List.of("ndcg@10", "ndcg_exp@10", "mrr@10", "map", "p@10", "recall@10");

  @TempDir Path folder;

  @Test
  void figuresAgreeOverQueriesWithARelevantDocument() throws Exception {
    Random random = new Random(11);
    StringBuilder log = new StringBuilder();
    StringBuilder qrels = new StringBuilder();
    WindowSummary window = SummarySettings.DEFAULTS.newSummary(null);
    for (int i = 0; i < 200; i++) {
      String id = "q" + i;
      RerankResult result = result(id, i % 3 == 0, random);
      Map<String, Double> judgements = new HashMap<>();
      judgements.put("d0", 1.0 + random.nextInt(3));
      for (int document = 1; document < 40; document += 1 + random.nextInt(3)) {
        judgements.put("d" + document, (double) random.nextInt(4));
      }
      judgements.put("f1", 2.0);
      judgements.forEach(
          (docId, label) -> qrels.append(id + " 0 " + docId + " " + label.intValue() + "\n"));
      byte[] written = new ResultEncoder(false).encode(result);
      log.append(new String(written, UTF_8)).append('\n');
      window.add(
          QueryFigures.of(
              new ResultReader().read(written),
              sent(id, judgements),
              List.of(),
              FigureSettings.DEFAULTS));
    }
    EvaluateRuns runs = new EvaluateRuns(folder);
    JsonNode evaluated =
        runs.figures(
            "--input",
            runs.write("results.jsonl", log.toString()),
            "--qrels",
            runs.write("qrels", qrels.toString()),
            "--protocol",
            "trec_eval");

    Map<String, FigureValue> monitored =
        new MetricsReport(window, Comparison.saved(null), 10).figures();
    for (String name : FIGURES) {
      for (String figure : List.of(name, "base_" + name)) {
        assertThat(monitored.get(figure).n()).isEqualTo(200);
        if (evaluated.has(figure)) {
          assertThat(monitored.get(figure).value())
              .as(figure)
              .isCloseTo(evaluated.get(figure).asDouble(), within(1e-12));
        }
      }
      assertThat(evaluated.has(name)).as(name).isTrue();
    }
    assertThat(evaluated.has("base_ndcg@10")).isTrue();
  }

  /** As a topic of judgements carries them. */
  private static Map<String, Double> sent(String queryId, Map<String, Double> judgements)
      throws IOException {
    JudgementReader reader =
        new JudgementReader(new RequestLimits(1 << 20, 100, 100, 100, 10, 1_000));
    Map<String, Double> read = new HashMap<>();
    for (Map.Entry<String, Double> each : judgements.entrySet()) {
      Judgement judgement = new Judgement(queryId, null, each.getKey(), each.getValue(), 0L);
      Judgement arrived = reader.read(new JudgementEncoder().encode(judgement), 0);
      read.put(arrived.docId(), arrived.label());
    }
    return read;
  }

  /**
   * @param interleaved whether the scores of every second one are another model's, far above
   */
  private static RerankResult result(String id, boolean interleaved, Random random) {
    int size = 1 + random.nextInt(30);
    List<Long> ranks = new ArrayList<>();
    for (long rank = 1; rank <= size; rank++) {
      ranks.add(rank);
    }
    Collections.shuffle(ranks, random);
    List<RankedCandidate> ranking = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double scale = interleaved && i % 2 == 1 ? 1000 : 1;
      double score = (float) (scale * (size - i - random.nextDouble() / 2) / size);
      ranking.add(
          new RankedCandidate(
              "d" + (i * 7) % 31, i + 1, score, score, ranks.get(i), null, null, false));
    }
    List<FailedCandidate> failed =
        random.nextBoolean()
            ? List.of()
            : List.of(new FailedCandidate("f1", "no text"), new FailedCandidate("f2", "no text"));
    ModelInfo model = new ModelInfo("m", "sha256:0", "fp32");
    return new RerankResult(
        id,
        "text",
        0,
        true,
        size + failed.size(),
        null,
        0,
        model,
        interleaved ? List.of(model, new ModelInfo("n", "sha256:1", "fp32")) : List.of(),
        ranking,
        null,
        failed,
        null,
        1,
        null,
        List.of());
  }
}
