package io.riverrank.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * SQL, the job and the model called directly give the same scores and rankings. Of a few searches;
 * docs/sql.md has the command for whole logs.
 */
class EqualityITCase {

  private static final Path SAMPLE =
      Path.of("../tools/src/main/resources/io/riverrank/tools/demo/search-log.jsonl");
  private static final double SAME = 1e-5;

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
  @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

  private static final KafkaRuns RUNS =
      new KafkaRuns(
          KAFKA,
          System.getProperty("riverrank.sql.model", ModelSettings.BUNDLED),
          // As by default: equal pairs have equal scores, whatever batches they came in.
          "32 mb");

  private static SearchLog log;
  private static String requests;
  private static Map<String, List<RankedPair>> ofTheJob;

  @BeforeAll
  static void runTheJob() throws Exception {
    String file = System.getProperty("riverrank.sql.log");
    log =
        (file == null ? SearchLog.read(SAMPLE).first(100) : SearchLog.read(Path.of(file)))
            .withTies();
    requests = log.to(KAFKA.topics());
    ofTheJob = RankedPair.read(KAFKA.topics(), RUNS.job(requests));
    assertThat(ofTheJob).hasSameSizeAs(log.searches());
  }

  @Test
  void mlPredictRanksAsTheJob() throws Exception {
    assertSameRankings("ML_PREDICT, arrays", RUNS.ranked(requests, 100));
  }

  @Test
  void rerankRanksAsTheJob() throws Exception {
    assertSameRankings("RERANK", RUNS.reranked(requests, 100));
  }

  private static void assertSameRankings(String name, String topic) throws Exception {
    Map<String, List<RankedPair>> rankings = RankedPair.read(KAFKA.topics(), topic);
    assertThat(rankings.keySet()).isEqualTo(ofTheJob.keySet());
    double largest = 0;
    for (Map.Entry<String, List<RankedPair>> ranking : rankings.entrySet()) {
      List<RankedPair> expected = ofTheJob.get(ranking.getKey());
      assertThat(docIds(ranking.getValue())).as(ranking.getKey()).isEqualTo(docIds(expected));
      for (int i = 0; i < expected.size(); i++) {
        double difference = Math.abs(ranking.getValue().get(i).score() - expected.get(i).score());
        largest = Math.max(largest, difference);
      }
    }
    report(name + " and the job", log.pairs().size(), largest);
  }

  private static List<String> docIds(List<RankedPair> ranking) {
    return ranking.stream().map(RankedPair::docId).toList();
  }

  @Test
  void scoresAreThoseOfTheModelCalledDirectly() throws Exception {
    List<PairScore> direct;
    try (CrossEncoder model =
        CrossEncoder.load(
            ModelSettings.of(System.getProperty("riverrank.sql.model", ModelSettings.BUNDLED)),
            TestSettings.cpu(0),
            TestSettings.BATCH)) {
      direct = model.predict(log.pairs());
    }
    SearchLog pairs = log.pairByPair();
    List<Double> expected = direct.stream().map(score -> (double) score.score()).toList();

    Map<String, List<RankedPair>> scored =
        RankedPair.read(KAFKA.topics(), RUNS.scored(pairs.to(KAFKA.topics()), KafkaRuns.TUNED, ""));
    assertThat(scored).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < expected.size(); i++) {
      String id = pairs.searches().get(i).get("query_id").asText();
      double score = scored.get(id).get(0).score();
      largest = Math.max(largest, Math.abs(score - expected.get(i)));
    }
    report("ML_PREDICT, pairs and the model alone", expected.size(), largest);
    report("the job and the model alone", expected.size(), largestOfTheJob(expected));
  }

  private static double largestOfTheJob(List<Double> expected) {
    double largest = 0;
    int next = 0;
    for (var search : log.searches()) {
      Map<String, Double> scores = new TreeMap<>();
      ofTheJob
          .get(search.get("query_id").asText())
          .forEach(pair -> scores.put(pair.docId(), pair.score()));
      List<String> ids = new ArrayList<>();
      search.get("candidates").forEach(candidate -> ids.add(candidate.get("doc_id").asText()));
      for (String id : ids) {
        largest = Math.max(largest, Math.abs(scores.get(id) - expected.get(next++)));
      }
    }
    return largest;
  }

  private static void report(String names, int pairs, double largest) {
    System.out.printf("%s: %d pairs, max |Δ| %.2e%n", names, pairs, largest);
    assertThat(largest).as(names).isLessThanOrEqualTo(SAME);
  }
}
