package io.riverrank.sql;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How fast SQL is beside the job and beside the model alone, on the same log, in rounds in one JVM:
 * in each round everyone runs once, each time in another order, and ratios are of one round. Not
 * part of the normal tests: docs/sql.md has the command. That scores are the same is for {@link
 * EqualityITCase}.
 */
class SqlBenchmark {

  private static final Path LOG = Path.of(System.getProperty("riverrank.sql.log", ""));
  private static final String MODEL =
      System.getProperty("riverrank.sql.model", ModelSettings.BUNDLED);
  private static final int ROUNDS = Integer.getInteger("riverrank.sql.rounds", 3);

  /** Of a run, at the speed of the model alone. */
  private static final int SECONDS = Integer.getInteger("riverrank.sql.seconds", 6);

  /** Pairs that everyone scores before it counts. */
  private static final int WARM_UP_PAIRS = 400;

  private static final BatchSettings BATCHES = new BatchSettings(512, 64, 0);
  private static final BatchSettings NO_BATCHES = new BatchSettings(512, 1, 0);

  private static final String JOB_ARRAYS = "job, arrays";
  private static final String PREDICT_ARRAYS = "ML_PREDICT, arrays";
  private static final String RERANK = "RERANK, arrays";
  private static final String JOB_PAIRS = "job, pairs";
  private static final String PREDICT_PAIRS = "ML_PREDICT, pairs";
  private static final String ROW_A_RUN = "ML_PREDICT, pairs, a row a run";
  private static final String MODEL_BATCHES = "model alone, batches";
  private static final String DEFAULTS = ", Flink's 10 rows";
  private static final String MODEL_ROWS = "model alone, a row a run";

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
  @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

  private final KafkaRuns runs = new KafkaRuns(KAFKA, MODEL, "0");

  private interface Contestant {
    RunFigures run(Input input) throws Exception;
  }

  /**
   * @param arrays topic of searches with all their candidates
   * @param pairs topic of the same pair by pair
   */
  private record Input(SearchLog log, String arrays, String pairs) {
    static Input of(SearchLog log) throws Exception {
      return new Input(log, log.to(KAFKA.topics()), log.pairByPair().to(KAFKA.topics()));
    }
  }

  @Test
  void rounds() throws Exception {
    SearchLog whole = SearchLog.read(LOG);
    Input warmUp = Input.of(whole.first(WARM_UP_PAIRS));
    modelAlone(warmUp, BATCHES);
    Input input =
        Input.of(whole.first((int) (SECONDS * modelAlone(warmUp, BATCHES).pairsPerSecond())));
    Map<String, Contestant> contestants = contestants();
    for (Contestant contestant : contestants.values()) {
      contestant.run(warmUp);
    }

    Map<String, List<RunFigures>> figures = new LinkedHashMap<>();
    contestants.keySet().forEach(name -> figures.put(name, new ArrayList<>()));
    for (int round = 0; round < ROUNDS; round++) {
      List<String> order = new ArrayList<>(contestants.keySet());
      Collections.rotate(order, round * order.size() / ROUNDS);
      for (String name : order) {
        figures.get(name).add(contestants.get(name).run(input));
      }
    }

    System.out.printf("%d pairs a run, %d rounds%n%n", input.log().pairs().size(), ROUNDS);
    printFigures(figures);
    printRatios(figures);
  }

  private Map<String, Contestant> contestants() {
    Map<String, Contestant> all = new LinkedHashMap<>();
    all.put(JOB_ARRAYS, kafka(input -> runs.job(input.arrays())));
    all.put(PREDICT_ARRAYS, kafka(input -> runs.ranked(input.arrays(), KafkaRuns.TUNED / 10)));
    all.put(RERANK, kafka(input -> runs.reranked(input.arrays(), KafkaRuns.TUNED / 10)));
    all.put(
        PREDICT_ARRAYS + DEFAULTS,
        kafka(input -> runs.ranked(input.arrays(), KafkaRuns.FLINKS_DEFAULT)));
    all.put(JOB_PAIRS, kafka(input -> runs.job(input.pairs())));
    all.put(PREDICT_PAIRS, kafka(input -> runs.scored(input.pairs(), KafkaRuns.TUNED, "")));
    all.put(
        PREDICT_PAIRS + DEFAULTS,
        kafka(input -> runs.scored(input.pairs(), KafkaRuns.FLINKS_DEFAULT, "")));
    all.put(
        ROW_A_RUN,
        kafka(input -> runs.scored(input.pairs(), KafkaRuns.TUNED, ", 'batch.max-rows' = '1'")));
    all.put(MODEL_BATCHES, input -> modelAlone(input, BATCHES));
    all.put(MODEL_ROWS, input -> modelAlone(input, NO_BATCHES));
    return all;
  }

  private interface KafkaRun {
    String run(Input input) throws Exception;
  }

  private static Contestant kafka(KafkaRun run) {
    return input -> RunFigures.of(KAFKA.topics(), () -> run.run(input));
  }

  /** With one caller a core, as the job has. */
  private static RunFigures modelAlone(Input input, BatchSettings batch) throws Exception {
    try (CrossEncoder model =
        CrossEncoder.load(ModelSettings.of(MODEL), TestSettings.cpu(0), batch)) {
      return RunFigures.ofModel(() -> String.valueOf(model.predict(input.log().pairs()).size()));
    }
  }

  // ------------------------------------------------------------------ tables

  private static void printFigures(Map<String, List<RunFigures>> figures) {
    System.out.println(
        "| run | pairs/s | pairs a micro-batch | CPU, ms a pair | of that the model |");
    System.out.println("| --- | --- | --- | --- | --- |");
    figures.forEach(
        (name, rounds) ->
            System.out.printf(
                "| %s | %s | %s | %s | %s |%n",
                name,
                spread(rounds, RunFigures::pairsPerSecond, "%.0f"),
                spread(rounds, RunFigures::pairsPerBatch, "%.1f"),
                spread(rounds, RunFigures::cpuMillis, "%.2f"),
                spread(rounds, RunFigures::modelMillis, "%.2f")));
  }

  private static String spread(
      List<RunFigures> rounds, ToDoubleFunction<RunFigures> figure, String format) {
    return Spread.of(rounds.stream().mapToDouble(figure).toArray()).format(format);
  }

  private static void printRatios(Map<String, List<RunFigures>> figures) {
    System.out.println();
    System.out.println("| ratio | of pairs/s | of pairs a CPU second |");
    System.out.println("| --- | --- | --- |");
    Ratios byClock = new Ratios(figures, RunFigures::pairsPerSecond);
    Ratios byCpu = new Ratios(figures, run -> 1 / run.cpuMillis());
    Map<String, Function<Ratios, double[]>> ratios = new LinkedHashMap<>();
    ratios.put("ML_PREDICT ÷ job, arrays", all -> all.of(PREDICT_ARRAYS, JOB_ARRAYS));
    ratios.put("RERANK ÷ job, arrays", all -> all.of(RERANK, JOB_ARRAYS));
    ratios.put(
        "ML_PREDICT ÷ job, arrays" + DEFAULTS,
        all -> all.of(PREDICT_ARRAYS + DEFAULTS, JOB_ARRAYS));
    ratios.put("ML_PREDICT ÷ job, pairs", all -> all.of(PREDICT_PAIRS, JOB_PAIRS));
    ratios.put(
        "ML_PREDICT ÷ job, pairs" + DEFAULTS, all -> all.of(PREDICT_PAIRS + DEFAULTS, JOB_PAIRS));
    ratios.put("micro-batches ÷ a row a run, ML_PREDICT", Ratios::gainOfSql);
    ratios.put("micro-batches ÷ a row a run, the model alone", Ratios::gainOfModel);
    ratios.put("the former ÷ the latter", Ratios::shareOfGain);
    ratios.forEach(
        (name, ratio) ->
            System.out.printf(
                "| %s | %s | %s |%n",
                name,
                Spread.of(ratio.apply(byClock)).format("%.2f"),
                Spread.of(ratio.apply(byCpu)).format("%.2f")));
  }

  /** Ratios of one figure, a round each. */
  private record Ratios(
      Map<String, List<RunFigures>> figures, ToDoubleFunction<RunFigures> figure) {
    double[] of(String name, String baseline) {
      return IntStream.range(0, ROUNDS)
          .mapToDouble(round -> value(name, round) / value(baseline, round))
          .toArray();
    }

    double[] gainOfSql() {
      return of(PREDICT_PAIRS, ROW_A_RUN);
    }

    double[] gainOfModel() {
      return of(MODEL_BATCHES, MODEL_ROWS);
    }

    double[] shareOfGain() {
      double[] share = gainOfSql();
      Arrays.setAll(share, round -> share[round] / gainOfModel()[round]);
      return share;
    }

    private double value(String name, int round) {
      return figure.applyAsDouble(figures.get(name).get(round));
    }
  }

  /** Of the rounds. */
  private record Spread(double median, double least, double most) {
    static Spread of(double[] values) {
      double[] sorted = Arrays.stream(values).sorted().toArray();
      int half = sorted.length / 2;
      double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
      return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    String format(String number) {
      return (number + " (" + number + "–" + number + ")").formatted(median, least, most);
    }
  }
}
