package io.riverrank.job.monitor;

import static io.riverrank.job.monitor.MonitorFilesITCase.monitor;
import static io.riverrank.job.monitor.MonitorFilesITCase.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.job.testing.TestResults;
import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code monitor.baseline.from} over files. */
class EarlierWindowsITCase {

  /** Sixty an hour, a third of them in each market. */
  private static final int RESULTS = 300;

  private static final long WEEK_MS = Duration.ofDays(7).toMillis();

  @TempDir private Path folder;
  private Path results;
  private Path output;

  @BeforeEach
  void write() throws Exception {
    results = Files.write(folder.resolve("results.jsonl"), TestResults.json(RESULTS));
    output = folder.resolve("metrics.jsonl");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void eachHourIsComparedWithThoseBeforeIt(int parallelism) throws Exception {
    monitor(
        results,
        output,
        "--parallelism=" + parallelism,
        "-Dmonitor.baseline.from=trailing",
        "-Dmonitor.baseline.windows=2",
        "-Dmonitor.segments=/market");

    List<WindowMetrics> records = read(output);
    assertThat(records).hasSize(5 * 4);
    for (WindowMetrics record : records) {
      int hour = (int) ((record.windowStartMs() - TestResults.START_MS) / 3_600_000);
      Drift drift = record.drift().get("candidates");
      assertThat(record.drift()).hasSize(5);
      assertThat(drift.baselineFrom()).isEqualTo("trailing");
      assertThat(drift.n()).isEqualTo(record.queries());
      assertThat(drift.baselineN()).isEqualTo(Math.min(hour, 2) * record.queries());
      if (hour == 0) {
        assertThat(drift.reason()).isEqualTo("no results in the windows before");
      } else {
        assertThat(drift.psi()).as("%s", record.segment()).isNotNull();
        assertThat(drift.rankError()).as("few values").isZero();
      }
    }
  }

  @Test
  void eachHourIsComparedWithTheSameOneAWeekBeforeAndClicksAreToo() throws Exception {
    List<String> lines = new ArrayList<>();
    List<String> clicks = new ArrayList<>();
    for (int week = 0; week < 2; week++) {
      for (int number = 0; number < 60; number++) {
        long timeMs = TestResults.START_MS + week * WEEK_MS + number * 60_000L;
        int id = 60 * week + number;
        lines.add(TestResults.json(TestResults.of(3 + week, id, timeMs, "sha256:aa", null)));
        clicks.add(interaction(id, "impression", timeMs));
        if (number % (2 - week) == 0) {
          clicks.add(interaction(id, "click", timeMs));
        }
      }
    }
    Files.write(results, lines);
    Path interactions = Files.write(folder.resolve("interactions.jsonl"), clicks);

    monitor(
        results,
        output,
        "--interactions=" + interactions,
        "-Dmonitor.window=1h,1d",
        "-Dmonitor.baseline.from=week_before");

    Map<Boolean, List<WindowMetrics>> byWeek =
        read(output).stream()
            .collect(
                Collectors.partitioningBy(
                    record -> record.windowStartMs() >= TestResults.START_MS + WEEK_MS / 2));
    assertThat(byWeek.get(false))
        .isNotEmpty()
        .allMatch(one -> "no results a week before".equals(one.drift().get("logit").reason()))
        .allMatch(one -> "no baseline".equals(one.figures().get("coec").reason()));
    assertThat(byWeek.get(true)).hasSameSizeAs(byWeek.get(false));
    for (WindowMetrics record : byWeek.get(true)) {
      Drift drift = record.drift().get("candidates");
      assertThat(drift.baselineFrom()).isEqualTo("week_before");
      assertThat(drift.ks()).as("three candidates then, four now").isEqualTo(1);
      assertThat(record.figures().get("coec").value()).as("twice the clicks").isEqualTo(2);
    }
  }

  private static String interaction(int id, String type, long timeMs) {
    return "{\"query_id\":\"q%d\",\"doc_id\":\"d0\",\"type\":\"%s\",\"rank\":1,\"event_time\":%d}"
        .formatted(id, type, timeMs);
  }

  @Test
  void whatCantBeIsSaidBeforeAnythingRuns() {
    TestCommandLine length =
        TestCommandLine.run(
            "monitor",
            "--input=" + results,
            "--output=" + output,
            "-Dmonitor.window=5h",
            "-Dmonitor.baseline.from=week_before");
    assertThat(length.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(length.err()).contains("a week isn't made of windows of 18000000 ms");

    TestCommandLine word =
        TestCommandLine.run(
            "monitor",
            "--input=" + results,
            "--output=" + output,
            "-Dmonitor.baseline.from=yesterday");
    assertThat(word.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(word.err())
        .contains("monitor.baseline.from is 'yesterday'", "file, trailing, week_before");
  }
}
