package io.riverrank.tools.monitor.rules;

import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.monitor.rules.RulesFile;
import io.riverrank.job.options.Timestamps;
import io.riverrank.operators.monitoring.alerts.AlertReplay;
import io.riverrank.operators.monitoring.alerts.BaselineMeans;
import io.riverrank.operators.monitoring.alerts.PooledBaseline;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.text.Counted;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code monitor check-rules}: rules on trial, before they may wake anybody. */
@Command(
    name = "check-rules",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Checks a file of alert rules. With metrics that a monitor has written, it also says which"
            + " alerts the rules would have sent, and when. docs/alerts.md says how to write rules.")
public final class CheckRulesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The rules, YAML.")
  private Path file;

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description = "Metrics records, one a line, as riverrank monitor writes them.")
  @Nullable
  private String metrics;

  @Option(
      names = "--baseline-until",
      paramLabel = "TIME",
      description =
          "Windows that end until then are the baseline of sequential rules, those after it are"
              + " tried: 2026-03-01T12:00:00Z, or epoch milliseconds.")
  @Nullable
  private String baselineUntil;

  @Mixin private Verbosity verbosity;

  @Override
  public Integer call() throws Exception {
    if (metrics == null && baselineUntil != null) {
      throw new ParameterException(
          spec.commandLine(), "--baseline-until needs the records of --metrics");
    }
    List<Rule> rules = RulesFile.read(file);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: %s%n", file, Counted.of(rules.size(), "rule"));
    if (metrics != null) {
      tryOut(rules, out);
    }
    out.flush();
    return ExitCodes.OK;
  }

  private void tryOut(List<Rule> rules, PrintWriter out) throws Exception {
    MetricsFile records = MetricsFile.read(metrics);
    long fromMs = Long.MIN_VALUE;
    BaselineMeans baseline = new BaselineMeans();
    if (baselineUntil != null) {
      fromMs = Timestamps.parse("--baseline-until", baselineUntil);
      baseline = PooledBaseline.of(records.shortestWindowsUntil(fromMs));
    }
    List<WindowMetrics> tried = records.windowsFrom(fromMs);
    new TrialReport(out)
        .print(rules, baseline, tried, new AlertReplay(rules, baseline).alerts(tried));
  }
}
