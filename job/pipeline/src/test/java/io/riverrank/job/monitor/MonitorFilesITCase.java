package io.riverrank.job.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.backfill.sink.TestParquetResults;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.job.testing.TestResults;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.monitoring.WindowMetricsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code monitor} over files, as on a laptop. */
class MonitorFilesITCase {
  private static final int RESULTS = 300;
  private static final long HOUR_MS = 3_600_000;

  @TempDir private Path folder;

  @Test
  void everyWindowAndSegmentHasOneRecordInOrder() throws Exception {
    Path results = write("results.jsonl", TestResults.json(RESULTS));
    Path output = folder.resolve("metrics.jsonl");

    monitor(results, output, "-D", "monitor.window=1h,1d", "-D", "monitor.segments=/market");

    List<WindowMetrics> records = read(output);
    // 5 hours, the day that begins within them, and the one before; whole and three markets.
    assertThat(records).hasSize((5 + 2) * 4);
    assertThat(records).allMatch(record -> record.revision() == 0 && !record.segmentOverflow());
    assertThat(records).allMatch(record -> TestResults.MODEL.equals(record.model()));
    assertThat(records.get(0).windowStartMs()).isEqualTo(TestResults.START_MS);
    assertThat(records.get(0).segment()).isEmpty();
    assertThat(records.get(0).queries()).isEqualTo(60);
    assertThat(records.subList(1, 4))
        .extracting(WindowMetrics::segment)
        .containsExactly(Map.of("market", "de"), Map.of("market", "fr"), Map.of("market", "us"));
    assertThat(queries(records, HOUR_MS, true)).isEqualTo(RESULTS);
    assertThat(queries(records, HOUR_MS, false)).isEqualTo(RESULTS);
    assertThat(queries(records, 24 * HOUR_MS, true)).isEqualTo(RESULTS);
    assertThat(folder.resolve("metrics.dead-letters.jsonl")).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(results, output);
    }
  }

  private static long queries(List<WindowMetrics> records, long lengthMs, boolean whole) {
    return records.stream()
        .filter(record -> record.windowEndMs() - record.windowStartMs() == lengthMs)
        .filter(record -> record.segment().isEmpty() == whole)
        .mapToLong(WindowMetrics::queries)
        .sum();
  }

  @Test
  void neitherOrderNorParallelismNorHowManyFilesChangeARecord() throws Exception {
    Path judgements = write("judgements.qrels", TestResults.qrels(RESULTS));
    List<String> shuffled = new ArrayList<>(TestResults.json(RESULTS));
    Collections.shuffle(shuffled, new Random(7));
    Path one = write("one.jsonl", TestResults.json(RESULTS));
    Files.createDirectory(folder.resolve("many"));
    write("many/a.jsonl", shuffled.subList(0, 20));
    write("many/b.jsonl", shuffled.subList(20, 170));
    write("many/c.jsonl", shuffled.subList(170, RESULTS));

    List<List<WindowMetrics>> runs = new ArrayList<>();
    for (int parallelism : new int[] {1, 2, 4}) {
      for (Path input : List.of(one, folder.resolve("many"))) {
        Path output = folder.resolve("metrics-%d-%d.jsonl".formatted(parallelism, runs.size()));
        monitor(
            input,
            output,
            "--judgements=" + judgements,
            "--parallelism=" + parallelism,
            "-D",
            "monitor.segments=/market,/market+/device");
        runs.add(read(output));
      }
    }

    assertThat(runs.get(0)).isNotEmpty();
    assertThat(runs.get(0).get(0).figures().get("ndcg@10").n()).isPositive();
    for (List<WindowMetrics> run : runs) {
      SameMetrics.assertSame(run, runs.get(0));
    }
  }

  @Test
  void parquetOfABackfillGivesWhatItsLinesGive() throws Exception {
    Path lines = write("results.jsonl", TestResults.json(50));
    Path parquet = folder.resolve("results.parquet");
    TestParquetResults.write(
        parquet, IntStream.range(0, 50).mapToObj(TestResults::of).toList(), false);

    monitor(lines, folder.resolve("a.jsonl"), "-D", "monitor.segments=/market");
    monitor(parquet, folder.resolve("b.jsonl"), "-D", "monitor.segments=/market");

    SameMetrics.assertSame(read(folder.resolve("b.jsonl")), read(folder.resolve("a.jsonl")));
  }

  @Test
  void ofRankingsThatAreCutAllScoresOfParquetGiveWhatTheWholeOnesGive() throws Exception {
    List<RerankResult> whole = IntStream.range(0, 50).mapToObj(TestResults::of).toList();
    Path lines = write("results.jsonl", TestResults.json(50));
    Path cut = folder.resolve("cut.parquet");
    Path withAllScores = folder.resolve("all-scores.parquet");
    List<RerankResult> cuts =
        whole.stream().map(result -> TestResults.withTopK(result, 2)).toList();
    TestParquetResults.write(cut, cuts, false);
    TestParquetResults.write(withAllScores, cuts, true);

    monitor(lines, folder.resolve("a.jsonl"));
    monitor(withAllScores, folder.resolve("b.jsonl"));
    monitor(cut, folder.resolve("c.jsonl"));

    SameMetrics.assertSame(read(folder.resolve("b.jsonl")), read(folder.resolve("a.jsonl")));
    assertThat(read(folder.resolve("c.jsonl")).get(0).figures().get("rbo").n())
        .as("only rankings of up to two candidates are whole")
        .isBetween(1L, read(folder.resolve("a.jsonl")).get(0).figures().get("rbo").n() / 2);
  }

  @Test
  void judgementsByQueryTextReachEverySearchOfIt() throws Exception {
    Path results = write("results.jsonl", TestResults.json(70));
    Path judgements =
        write("judgements.jsonl", List.of("{\"query\":\"query 3\",\"doc_id\":\"d0\",\"label\":1}"));
    Path output = folder.resolve("metrics.jsonl");

    monitor(
        results,
        output,
        "--judgements=" + judgements,
        "-D",
        "monitor.judgements.key=query",
        "-D",
        "monitor.window=1d");

    // Of ten searches for it nine have documents.
    long judged =
        read(output).stream().mapToLong(record -> record.figures().get("ndcg@10").n()).sum();
    assertThat(judged).isEqualTo(9);
  }

  @Test
  void clicksAreJoinedAndThoseForUnknownQueriesAreKept() throws Exception {
    Path results = write("results.jsonl", TestResults.json(20));
    String click =
        "{\"query_id\":\"%s\",\"doc_id\":\"d1\",\"type\":\"%s\",\"rank\":1,\"event_time\":%d}";
    Path interactions =
        write(
            "interactions.jsonl",
            List.of(
                click.formatted("q5", "impression", TestResults.START_MS + 300_000),
                click.formatted("q5", "click", TestResults.START_MS + 301_000),
                click.formatted("nobody", "click", TestResults.START_MS)));
    Path output = folder.resolve("metrics.jsonl");

    monitor(results, output, "--interactions=" + interactions);

    assertThat(read(output).get(0).figures().get("click_mrr").n()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("metrics.dead-letters.jsonl")))
        .contains("UNKNOWN_QUERY", "interactions.jsonl", "\"line\":3", "nobody")
        .hasLineCount(1);
  }

  @Test
  void whatIsNoResultIsADeadLetterAndTheRestCounts() throws Exception {
    List<String> lines = new ArrayList<>(TestResults.json(10));
    lines.add("{\"query_id\":7}");
    lines.add("not json");
    // A year ahead of the moment of its own scoring.
    lines.add(
        lines
            .get(3)
            .replace("2023-11-14T22:03:00Z\",\"complete", "2024-11-14T22:03:00Z\",\"complete"));
    Path results = write("results.jsonl", lines);
    Path output = folder.resolve("metrics.jsonl");
    assertThat(lines.get(12)).contains("2024-11-14");

    monitor(results, output);

    assertThat(read(output)).hasSize(1);
    assertThat(read(output).get(0).queries()).isEqualTo(10);
    assertThat(Files.readString(folder.resolve("metrics.dead-letters.jsonl")))
        .contains("NOT_A_RESULT", "EVENT_TIME_AHEAD")
        .hasLineCount(3);
  }

  @Test
  void windowsAreComparedWithASavedBaseline() throws Exception {
    Path results = write("results.jsonl", TestResults.json(100));
    Path baseline = folder.resolve("baseline.json");
    TestCommandLine saved =
        TestCommandLine.run(
            "monitor",
            "baseline",
            "--input=" + results,
            "--output=" + baseline,
            "-D",
            "monitor.segments=/market");
    assertThat(saved.exitCode()).as(saved.err()).isZero();
    assertThat(saved.err()).contains("Baseline of 100 results and 3 segments");

    Path output = folder.resolve("metrics.jsonl");
    monitor(
        results,
        output,
        "--baseline=" + baseline,
        "-D",
        "monitor.window=1d",
        "-D",
        "monitor.segments=/market");

    assertThat(read(output)).hasSize(4);
    for (WindowMetrics record : read(output)) {
      assertThat(record.drift()).containsKeys("logit", "candidates");
      assertThat(record.drift().get("logit").psi()).as("%s", record.segment()).isNotNull();
    }

    Files.writeString(baseline, "{\"format\":\"riverrank-base");
    TestCommandLine broken =
        TestCommandLine.run(
            "monitor", "--input=" + results, "--output=" + output, "--baseline=" + baseline);
    assertThat(broken.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(broken.err()).contains("monitor.baseline", "baseline.json can't be read");
  }

  @Test
  void rulesAlertIntoAFileBesideTheMetrics() throws Exception {
    Path results = write("results.jsonl", TestResults.json(120));
    Path rules =
        write(
            "rules.yaml",
            List.of(
                "rules:",
                "  - name: few candidates",
                "    figure: candidates",
                "    below: 100",
                "    resolve_at: 100"));
    monitor(results, folder.resolve("metrics.jsonl"), "--rules=" + rules);
    assertThat(Files.readString(folder.resolve("metrics.alerts.jsonl")))
        .contains("few candidates", "firing")
        .hasLineCount(1);
  }

  /** The two commands of the README, with what it names. */
  @Test
  void theExampleOfRulesFitsTheExampleOfAMonitor() throws Exception {
    Path results = write("results.jsonl", TestResults.json(RESULTS));
    Path judgements = write("judged.qrels", TestResults.qrels(RESULTS));
    Path baseline = folder.resolve("baseline.json");
    TestCommandLine saved =
        TestCommandLine.run(
            "monitor",
            "baseline",
            "--input=" + results,
            "--judgements=" + judgements,
            "--output=" + baseline,
            "-Dmonitor.segments=/market",
            // Those of the monitor may be in the same file.
            "-Dmonitor.baseline=" + baseline,
            "-Dmonitor.rules=../../docs/alert-rules.yaml");
    assertThat(saved.exitCode()).as(saved.err()).isZero();

    List<String> arguments =
        List.of(
            "monitor",
            "--input=" + results,
            "--judgements=" + judgements,
            "--baseline=" + baseline,
            "--rules=../../docs/alert-rules.yaml",
            "--output=" + folder.resolve("metrics.jsonl"),
            "-Dmonitor.segments=/market");
    TestCommandLine run =
        TestCommandLine.run(
            Stream.concat(arguments.stream(), Stream.of("-Dmonitor.window=5min,1h,1d"))
                .toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();

    TestCommandLine hours = TestCommandLine.run(arguments.toArray(String[]::new));
    assertThat(hours.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(hours.err())
        .contains("alert-rules.yaml: rule 'scores moved' looks at windows of 1 d")
        .hasLineCount(1);
  }

  @Test
  void alertsThatNoRuleCouldMakeAreRefused() throws Exception {
    Path results = write("results.jsonl", TestResults.json(1));
    TestCommandLine run =
        TestCommandLine.run(
            "monitor", "--input=" + results, "--output=m.jsonl", "--alerts=alerts.jsonl");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err())
        .contains("monitor.alerts is set, but there are no rules that could alert it");
  }

  @Test
  void withoutExamplesNoQueryTextIsWritten() throws Exception {
    Path results = write("results.jsonl", TestResults.json(50));
    monitor(results, folder.resolve("with.jsonl"));
    monitor(results, folder.resolve("without.jsonl"), "-D", "monitor.examples=0");
    assertThat(Files.readString(folder.resolve("with.jsonl"))).contains("query 3");
    assertThat(Files.readString(folder.resolve("without.jsonl"))).doesNotContain("query 3");
  }

  @Test
  void aFileThatIsNotThereAndOutputThatGoesNowhereAreSaidBeforeAnythingRuns() throws Exception {
    Path results = write("results.jsonl", TestResults.json(1));

    TestCommandLine missing =
        TestCommandLine.run("monitor", "--input=" + folder.resolve("no"), "--output=m.jsonl");
    assertThat(missing.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(missing.err()).contains("there is no file or folder").contains("/no");

    TestCommandLine nowhere = TestCommandLine.run("monitor", "--input=" + results);
    assertThat(nowhere.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(nowhere.err()).contains("metrics have nowhere to go", "--output");

    TestCommandLine endless =
        TestCommandLine.run("monitor", "--bootstrap-servers=k:1", "--output=m.jsonl");
    assertThat(endless.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(endless.err()).contains("the results topic never ends", "--from");
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  static void monitor(Path input, Path output, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("monitor", "--input=" + input, "--output=" + output));
    arguments.addAll(List.of(more));
    TestCommandLine run = TestCommandLine.run(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  static List<WindowMetrics> read(Path file) throws IOException {
    WindowMetricsReader reader = new WindowMetricsReader();
    List<WindowMetrics> records = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      records.add(reader.read(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    return records;
  }
}
