package io.riverrank.tools.demo.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.tools.TestTools;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with its monitor, and a monitor of what the demo wrote. */
class DemoMonitorITCase {
  @TempDir Path folder;

  @Test
  void theMarketThatGetsBadAnswersIsFoundAndShown() throws Exception {
    Path page = folder.resolve("demo.html");
    Path results = folder.resolve("results.jsonl");

    TestCommandLine demo =
        TestTools.run(
            "demo",
            "--monitor",
            "--html",
            page.toString(),
            "--output",
            results.toString(),
            "--show",
            "1");

    assertThat(demo.err()).isEmpty();
    assertThat(demo.exitCode()).isZero();
    assertThat(demo.out())
        .containsPattern("Alert firing +bad answers: best_score 0\\.\\d+ of market uk")
        .doesNotContain("market us", "market ca")
        .contains("Page             " + page.toUri());
    assertThat(demo.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(page)
        .content()
        .contains(
            "1 firing.",
            "7 windows of 10 min",
            "<details class=\"segment\" open><summary>market = uk",
            "Drift from the baseline",
            "Queries that changed most");

    monitorOf(results);
  }

  private void monitorOf(Path results) throws Exception {
    Path page = folder.resolve("page.html");
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            "rules:\n  - {name: bad, figure: best_score, below: 0.99, window: 10min}\n");
    TestCommandLine monitor =
        TestTools.run(
            "monitor",
            "--input",
            results.toString(),
            "--output",
            folder.resolve("metrics.jsonl").toString(),
            "--html",
            page.toString(),
            "-D",
            "monitor.window=10min,20min",
            "-D",
            "monitor.rules=" + rules);

    assertThat(monitor.exitCode()).as(monitor.err()).isZero();
    assertThat(page)
        .content()
        .contains("7 windows of 10 min", "4 windows of 20 min", "1 firing.", "</span> bad</td>")
        .doesNotContain("Segments, the worst first");
  }

  @Test
  void aPageThatCantBeWrittenIsSaidBeforeTheMonitorStarts() throws Exception {
    TestCommandLine monitor =
        TestTools.run(
            "monitor",
            "--input",
            Files.writeString(folder.resolve("results.jsonl"), "").toString(),
            "--output",
            folder.resolve("metrics.jsonl").toString(),
            "--html",
            folder.resolve("none/page.html").toString());

    assertThat(monitor.exitCode()).isEqualTo(1);
    assertThat(monitor.err()).hasLineCount(1).contains("none/page.html can't be written");
    assertThat(folder.resolve("metrics.jsonl")).doesNotExist();
  }

  @Test
  void aLogWithoutWholeSearchesIsRefused() throws Exception {
    Path input =
        Files.writeString(
            folder.resolve("log.jsonl"),
            "no JSON\n{\"query_id\":\"a\",\"query\":\"q\",\"candidate\":{\"doc_id\":\"d\",\"text\":\"t\"}}\n");
    TestCommandLine demo = TestTools.run("demo", "--monitor", "--input", input.toString());

    assertThat(demo.exitCode()).isEqualTo(1);
    assertThat(demo.err()).hasLineCount(1).contains(input + " has no search");
  }
}
