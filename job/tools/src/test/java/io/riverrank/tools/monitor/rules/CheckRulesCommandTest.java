package io.riverrank.tools.monitor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.operators.evaluation.Moments;
import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.drift.BaselineFile;
import io.riverrank.operators.monitoring.drift.BaselineSegment;
import io.riverrank.operators.monitoring.drift.RankCounts;
import io.riverrank.operators.monitoring.drift.ReferenceDistribution;
import io.riverrank.operators.monitoring.drift.ValueSketch;
import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.monitoring.WindowMetricsEncoder;
import io.riverrank.tools.TestTools;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckRulesCommandTest {

  private static final long HOUR_MS = 3_600_000;
  private static final long START_MS = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  private static final int WINDOWS = 48;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path metrics;

  /** top1_same is 0.7 of 500 queries, and 0.6 from window 30 on; rbo has few queries. */
  @BeforeEach
  void metrics() throws Exception {
    StringBuilder lines = new StringBuilder();
    WindowMetricsEncoder encoder = new WindowMetricsEncoder();
    for (int window = 0; window < WINDOWS; window++) {
      double top1 = window < 30 ? 0.7 : 0.6;
      Map<String, FigureValue> figures =
          Map.of(
              "top1_same", FigureValue.of(top1, 500, top1 - 0.04, top1 + 0.04),
              "rbo", FigureValue.of(0.5, 2, 0.1, 0.9));
      WindowMetrics record =
          new WindowMetrics(
              START_MS + window * HOUR_MS,
              START_MS + (window + 1) * HOUR_MS,
              Map.of(),
              false,
              "sha256:a",
              0,
              500,
              figures,
              Map.of(),
              Map.of(),
              Map.of(),
              List.of());
      lines.append(new String(encoder.encode(record), StandardCharsets.UTF_8)).append('\n');
    }
    metrics = Files.writeString(folder.resolve("metrics.jsonl"), lines);
  }

  private int run(String rules, String... more) throws Exception {
    Path file = Files.writeString(folder.resolve("rules.yaml"), rules);
    String[] args = new String[more.length + 3];
    args[0] = "monitor";
    args[1] = "check-rules";
    args[2] = file.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    TestCommandLine run = TestTools.run(args);
    out.append(run.out());
    err.append(run.err());
    return run.exitCode();
  }

  @Test
  void saysWhatWouldHaveFiredAndWhen() throws Exception {
    String rules =
        """
        rules:
          - {name: low, figure: top1_same, below: 0.65, windows: 2}
          - {name: fell, figure: top1_same, sequential: falls, window: 1h}
          - {name: few, figure: rbo, below: 0.6, at_least: 100}
          - {name: elsewhere, figure: rbo, below: 0.6, segment: {market: de}}
        """;
    int exitCode =
        run(rules, "--metrics", metrics.toString(), "--baseline-until", "2026-03-01T20:00:00Z");
    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isEqualTo(ExitCodes.OK);
    assertThat(out.toString())
        .contains("rules.yaml: 4 rules")
        .contains("Tried on 28 records")
        .contains(
            "low: 1 alert\n  2026-03-02T08:00:00Z  firing    all queries  0.6000 of 500 queries\n")
        .containsPattern(
            "fell: 1 alert\n  all queries: finds a mean below 0\\.6896\n  2026-03-02T0")
        .contains("few: 0 alerts\n\n")
        .contains(
            "elsewhere: 0 alerts\n"
                + "  no record has a window, a segment and a figure that it looks at");
  }

  @Test
  void saysThatASequentialRuleNeedsABaseline() throws Exception {
    run(
        "rules: [{name: fell, figure: top1_same, sequential: falls, window: 1h}]",
        "--metrics",
        metrics.toString());
    assertThat(out.toString())
        .contains("fell: 0 alerts\n  the baseline has no top1_same of its segments");
  }

  @Test
  void rulesAloneAreCheckedOnly() throws Exception {
    int exitCode = run("rules: [{name: low, figure: rbo, below: 0.5}]");
    assertThat(exitCode).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).endsWith("rules.yaml: 1 rule%n".formatted());
  }

  @Test
  void ofAMonitorsOptionsItRefusesWhatCantFireAndWarnsOfWhatMayNot() throws Exception {
    String rules =
        """
        rules:
          - {name: low, figure: rbo, below: 0.65, window: 1d}
          - {name: judged, figure: ndcg@10, below: 0.5}
        """;
    assertThat(run(rules, "-D", "monitor.window=1h,1d")).isEqualTo(ExitCodes.OK);
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .contains("rules.yaml: 2 rules", "rules.yaml: rule 'judged' is about judgements")
        .containsOnlyOnce("warning: ");
    assertThat(run(rules, "-D", "monitor.window=1h")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("rules.yaml: rule 'low' looks at windows of 1 d, but monitor.window has 1 h")
        .hasLineCount(1);
  }

  @Test
  void saysWhichModelWouldHaveBeenPromoted() throws Exception {
    WindowMetricsEncoder encoder = new WindowMetricsEncoder();
    StringBuilder lines = new StringBuilder();
    for (int window = 0; window < 10; window++) {
      for (String model : window == 0 ? List.of("a") : List.of("a", "b", "c")) {
        double share = model.equals("c") ? 0.3 : 0.7;
        WindowMetrics record =
            new WindowMetrics(
                START_MS + window * HOUR_MS,
                START_MS + (window + 1) * HOUR_MS,
                Map.of(),
                false,
                "sha256:" + model,
                0,
                500,
                Map.of("top1_same", FigureValue.of(share, 500)),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of());
        lines.append(new String(encoder.encode(record), StandardCharsets.UTF_8)).append('\n');
      }
    }
    Path sideBySide = Files.writeString(folder.resolve("models.jsonl"), lines);
    run(
        "rules: [{name: weekly, figure: top1_same, promotion: falls, margin: 0.1, window: 1h}]",
        "--metrics",
        sideBySide.toString());
    assertThat(out.toString())
        .contains("weekly: 2 decisions\n")
        .containsPattern("  \\S+Z  promote  sha256:b  top1_same is 0\\.7000 of 500 queries")
        .containsPattern(
            "  \\S+Z  rollback  sha256:c  top1_same is 0\\.3000 of 500 queries, the champion's 0\\.7000 of 500  e-value [0-9.e+]+\n");
  }

  @Test
  void saysThatNoRecordHasAValue() throws Exception {
    String rules = "rules: [{name: drifts, figure: drift.logit.psi, above: 0.2}]";
    run(rules, "--metrics", metrics.toString());
    assertThat(out.toString())
        .contains("no record has a value of drift.logit.psi: it can't fire on such records");
  }

  @Test
  void wrongRulesAreAUsageError() throws Exception {
    int exitCode = run("rules: [{name: low, figure: rob, below: 0.5}]");
    assertThat(exitCode).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("rules.yaml, line 1: 'figure' is rob, which is no figure");
  }

  @Test
  void aLineThatIsNoRecordIsSaid() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.jsonl"), "{\"queries\":1}\n");
    int exitCode =
        run("rules: [{name: low, figure: rbo, below: 0.5}]", "--metrics", wrong.toString());
    assertThat(exitCode).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("wrong.jsonl, line 1 is not a metrics record");
  }

  @Test
  void comparesWithABaselinesFile() throws Exception {
    Map<Distribution, ReferenceDistribution> none = new EnumMap<>(Distribution.class);
    for (Distribution each : Distribution.values()) {
      none.put(each, ReferenceDistribution.of(new ValueSketch(200), 0));
    }
    BaselineSegment all =
        new BaselineSegment(
            5000, Map.of("top1_same", new Moments(5000, 0.7, 5000 * 0.21)), new RankCounts(), none);
    Path baseline =
        Files.write(
            folder.resolve("baseline.json"),
            BaselineFile.write(new Baseline(Map.of(Map.of(), all))));
    int exitCode =
        run(
            "rules: [{name: fell, figure: top1_same, sequential: falls, window: 1h}]",
            "--metrics",
            metrics.toString(),
            "--baseline",
            baseline.toString());
    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isEqualTo(ExitCodes.OK);
    assertThat(out.toString())
        .contains("Tried on 48 records")
        .containsPattern("fell: 1 alert\n  all queries: finds a mean below 0\\.685");
  }

  @Test
  void aBaselineThatIsNoneIsSaid() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.json"), "{}");
    String rules = "rules: [{name: low, figure: rbo, below: 0.5}]";
    int exitCode = run(rules, "--metrics", metrics.toString(), "--baseline", wrong.toString());
    assertThat(exitCode).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("wrong.json").hasLineCount(1);
    assertThat(run(rules, "--metrics", metrics.toString(), "--baseline", "none.json"))
        .isEqualTo(ExitCodes.USAGE);
  }
}
