package io.riverrank.tools.monitor.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.tools.TestTools;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code monitor report}: from files to a page, or to a sentence. */
class ReportCommandTest {

  @TempDir Path folder;

  @Test
  void aPageHasEveryPart() throws Exception {
    Path html = folder.resolve("report.html");
    TestCommandLine run =
        TestTools.run(
            "monitor",
            "report",
            "--input",
            SampleFiles.metrics(folder).toString(),
            "--alerts",
            SampleFiles.alerts(folder).toString(),
            "--html",
            html.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(Files.readString(html))
        .contains(
            "<h2>Alerts</h2><p>1 firing.</p>",
            "<h2>Segments, the worst first</h2>",
            "<h2>Judged quality</h2>",
            "<h2>Change of the order</h2>",
            "<h2>Scores</h2>",
            "<h2>Traffic and service</h2>",
            "<h2>Drift from the baseline</h2>",
            "<h2>Distributions over time</h2>",
            "<h2>Queries that changed most</h2>",
            "<h2>Segments in detail</h2>",
            "<h2>Not computed</h2>",
            "no baseline of clicks",
            "the baseline has no values")
        .doesNotContain("NaN", "null", "<script", "http://", "https://", "src=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | has no metrics record; it takes what riverrank monitor --output wrote",
        "'{\"query_id\":\"q\"}' | line 1 is not a metrics record",
        "'[1]' | line 1 is not a metrics record",
        "'{\"window_start\":' | line 1 is not a metrics record"
      })
  void aFileThatIsNoneIsNamed(String text, String message) throws Exception {
    Path input = Files.writeString(folder.resolve("metrics.jsonl"), text);
    TestCommandLine run = report(input, folder.resolve("report.html"));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err()).hasLineCount(1).contains(input.toString(), message);
    assertThat(folder.resolve("report.html")).doesNotExist();
  }

  @Test
  void alertsThatAreNoneAreNamed() throws Exception {
    Path metrics = SampleFiles.metrics(folder);
    TestCommandLine run =
        TestTools.run(
            "monitor",
            "report",
            "--input",
            metrics.toString(),
            "--alerts",
            metrics.toString(),
            "--html",
            folder.resolve("report.html").toString());

    assertThat(run.err()).hasLineCount(1).contains("metrics.jsonl, line 1 is not an alert");
  }

  @Test
  void aPlaceThatCantBeWrittenIsNamed() throws Exception {
    Path html = folder.resolve("none/report.html");
    TestCommandLine run = report(SampleFiles.metrics(folder), html);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err()).hasLineCount(1).contains(html + " can't be written");
  }

  @Test
  void aFileThatIsNotThereIsTheCommandLinesFault() {
    TestCommandLine run = report(folder.resolve("none.jsonl"), folder.resolve("report.html"));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
  }

  private static TestCommandLine report(Path input, Path html) {
    return TestTools.run(
        "monitor", "report", "--input", input.toString(), "--html", html.toString());
  }
}
