package io.riverrank.tools.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.operators.batching.BatchLimits;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.Precision;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.tools.bench.advice.Choice;
import io.riverrank.tools.bench.measure.Latencies;
import io.riverrank.tools.bench.measure.PartRun;
import io.riverrank.tools.bench.measure.Stage;
import io.riverrank.tools.bench.measure.StageTimes;
import io.riverrank.tools.bench.measure.Usage;
import io.riverrank.tools.bench.raw.RawSettings;
import io.riverrank.tools.bench.raw.Threads;
import io.riverrank.tools.bench.report.plot.BenchPlot;
import io.riverrank.tools.bench.run.Load;
import io.riverrank.tools.bench.run.Part;
import io.riverrank.tools.bench.run.Shadowed;
import io.riverrank.tools.bench.run.SweepPart;
import io.riverrank.tools.bench.run.Trial;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @TempDir private Path folder;

  private static PartRun run(double pairsPerSecond, StageTimes stages) {
    Map<Stage, Double> cpu = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      cpu.put(stage, 0.5);
    }
    return new PartRun(
        1000, 10, pairsPerSecond, 30 * pairsPerSecond, 0.05, new Usage(cpu, 1_000_000, 7), stages);
  }

  private static Map<Part, PartRun> round(double limit, double job) {
    Map<Part, PartRun> round = new EnumMap<>(Part.class);
    round.put(Part.LIMIT, run(limit, null));
    round.put(Part.JOB, run(job, new StageTimes(1, 2, 3)));
    return round;
  }

  private static BenchReport report(List<Map<Part, PartRun>> rounds, List<Load> loads) {
    Trial user = new Trial(2, 1, 4096, 64, 100, 0.1);
    Trial best = new Trial(2, 1, 2048, 64, 110, 0.05);
    return new BenchReport(
        new Machine("a processor", 2, "Linux", "17", "1.29.0"),
        new Subject(
            new ModelInfo("model", "sha256:00", "fp32"),
            "log.jsonl",
            10,
            100,
            3,
            10,
            100,
            30,
            90,
            SettingsFactory.rerank(new Configuration()),
            new BatchLimits(512, 64, 0),
            2,
            1,
            1),
        new RawSettings(new Threads(2, 1), 2048, 64),
        new Choice("onnx/model.onnx", "fp32", ExecutionProvider.OPENVINO, Precision.BF16),
        rounds,
        loads,
        null,
        new Shadowed(
            List.of(100.0, 50.0, 98.0),
            List.of(99.0, 50.5, 97.0),
            0.5,
            new Latencies(10, 30, 40),
            new Latencies(11, 33, 44),
            12,
            0.4,
            200,
            190),
        new SweepPart.Result(List.of(user, best), best),
        null);
  }

  private static final BenchReport REPORT =
      report(
          // The machine was half as fast in the second round.
          List.of(round(100, 90), round(50, 48), round(101, 97)),
          List.of(
              new Load(
                  0.5,
                  2,
                  40,
                  new Latencies(10, 30, 40),
                  new Latencies(8, 20, 35),
                  new Latencies(7, 16, 30)),
              new Load(0.9, 4, 70, new Latencies(11, 90, 95), new Latencies(9, 81, 90), null)));

  @Test
  void aRatioIsTheMedianOfTheRatiosOfTheRounds() {
    JsonNode json = JsonReport.of(REPORT);
    assertThat(json.get("limit_pairs_per_second").asDouble()).isEqualTo(100);
    assertThat(json.get("job_pairs_per_second").asDouble()).isEqualTo(90);
    assertThat(json.get("job_to_limit").asDouble()).isEqualTo(0.96);
    assertThat(json.get("job_to_limit_min").asDouble()).isEqualTo(0.9);
    assertThat(json.at("/tokens_per_second/job").asDouble()).isEqualTo(2700);
    assertThat(json.at("/padding/job").asDouble()).isEqualTo(0.05);
  }

  @Test
  void everythingIsThereByItsName() {
    JsonNode json = JsonReport.of(REPORT);
    assertThat(json.get("rounds")).hasSize(3);
    JsonNode job = json.at("/rounds/1/job");
    assertThat(job.get("allocated_bytes_per_pair").asDouble()).isCloseTo(2083.3, within(0.1));
    assertThat(job.at("/cpu_seconds/flink_task").asDouble()).isEqualTo(0.5);
    assertThat(job.at("/pair_ms/queue").asDouble()).isEqualTo(2);
    assertThat(json.at("/rounds/1/limit").has("pair_ms")).isFalse();
    assertThat(json.at("/latency/0/p95_to_ideal").asDouble()).isEqualTo(1.5);
    assertThat(json.at("/latency/0/p95_to_undisturbed").asDouble()).isEqualTo(1.875);
    assertThat(json.at("/latency/0/undisturbed_p99_ms").asDouble()).isEqualTo(30);
    assertThat(json.at("/latency/1").has("undisturbed_p50_ms")).isFalse();
    assertThat(json.at("/latency/1").has("p95_to_undisturbed")).isFalse();
    assertThat(json.at("/model/precision").asText()).isEqualTo("fp32");
    assertThat(json.at("/machine/cpu").asText()).isEqualTo("a processor");
    assertThat(json.at("/settings/limit/token_budget").asInt()).isEqualTo(2048);
    assertThat(json.at("/recommendation/2").asText()).isEqualTo("-Drerank.batch.token-budget=2048");
    assertThat(json.at("/shadow/with_to_without").asDouble()).isEqualTo(0.99);
    assertThat(json.at("/shadow/with_to_without_max").asDouble()).isEqualTo(1.01);
    assertThat(json.at("/shadow/scored_share").asDouble()).isEqualTo(0.95);
    assertThat(json.has("repeats")).isFalse();
    assertThat(json.has("scorer_pairs_per_second")).isFalse();
  }

  @Test
  void theLimitOfAnotherChoiceIsSaidWithItsOptions() {
    StringWriter out = new StringWriter();
    new TableReport(REPORT).print(new PrintWriter(out));
    JsonNode options = JsonReport.of(REPORT).at("/settings/limit/options");
    assertThat(options).hasSize(3);
    for (JsonNode option : options) {
      assertThat(out.toString()).contains("\n  " + option.asText() + "\n");
    }
  }

  @Test
  void theTableFitsATerminal() {
    StringWriter out = new StringWriter();
    new TableReport(REPORT).print(new PrintWriter(out));
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    assertThat(out.toString())
        .contains("0.960", "recommended", "1.50", "1.88", "1.11", "0.990", "95.0 % of 200");
  }

  @Test
  void aPictureHasAPanelForWhatThereIs() throws Exception {
    Path both = folder.resolve("both.svg");
    Path one = folder.resolve("one.svg");
    BenchPlot.write(REPORT, both);
    BenchPlot.write(report(REPORT.rounds(), List.of()), one);
    assertThat(Files.readString(both)).contains("width='1040.0'", "ideal queue");
    assertThat(Files.readString(one)).contains("width='520.0'").doesNotContain("ideal queue");
  }
}
