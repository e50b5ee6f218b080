package io.riverrank.tools.monitor.rules;

import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commandline.OptionFlags;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.errors.MissingFileException;
import io.riverrank.job.errors.UserException;
import io.riverrank.job.monitor.rules.RulesFile;
import io.riverrank.job.monitor.rules.check.RuleCheck;
import io.riverrank.job.monitor.settings.RuleInputsFactory;
import io.riverrank.job.options.BaselineOptions;
import io.riverrank.job.options.Timestamps;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.operators.monitoring.alerts.AlertReplay;
import io.riverrank.operators.monitoring.alerts.BaselineMeans;
import io.riverrank.operators.monitoring.alerts.PooledBaseline;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.drift.BaselineFile;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.text.Counted;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;
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
        "Checks a file of alert rules. With a monitor's options (--config, -D) it also says which"
            + " rules could never fire there; with metrics that a monitor has written, which alerts"
            + " the rules would have sent, and when. docs/alerts.md says how to write rules.")
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
      names = "--baseline",
      paramLabel = "FILE",
      description = "What sequential rules compare with, as riverrank monitor baseline writes it.")
  @Nullable
  private Path baselineFile;

  @Option(
      names = "--baseline-until",
      paramLabel = "TIME",
      description =
          "Instead of a file: windows that end until then are the baseline, those after it are tried."
              + " 2026-03-01T12:00:00Z, or epoch milliseconds.")
  @Nullable
  private String baselineUntil;

  @Mixin private OptionFlags options;
  @Mixin private Verbosity verbosity;

  @Override
  public Integer call() throws Exception {
    Configuration monitor = options.load();
    boolean isKnown = monitor.keySet().stream().anyMatch(key -> key.startsWith("monitor."));
    if (metrics == null && (baselineUntil != null || baselineFile != null && !isKnown)) {
      throw new ParameterException(
          spec.commandLine(),
          "a baseline is of use with the records of --metrics, or with a monitor's options, only");
    }
    if (baselineUntil != null && baselineFile != null) {
      throw new ParameterException(
          spec.commandLine(), "--baseline and --baseline-until are two baselines; give one");
    }
    List<Rule> rules = RulesFile.read(file);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: %s%n", file, Counted.of(rules.size(), "rule"));
    if (isKnown) {
      checkFor(monitor, rules, out);
    }
    if (metrics != null) {
      tryOut(rules, out);
    }
    out.flush();
    return ExitCodes.OK;
  }

  /** Refuses what this monitor would refuse, and says what it would warn of. */
  private void checkFor(Configuration monitor, List<Rule> rules, PrintWriter out) {
    if (baselineFile != null) {
      monitor.set(BaselineOptions.FILE, baselineFile.toString());
    }
    RuleCheck.check(file.toString(), rules, RuleInputsFactory.create(monitor))
        .forEach(doubt -> out.println("warning: " + doubt));
  }

  private static Baseline read(Path file) {
    try {
      return BaselineFile.read(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new MissingFileException(file, e);
    } catch (FileSystemException e) {
      throw new UserException("%s can't be read: %s".formatted(file, FileProblem.of(e)), e);
    } catch (IOException e) {
      throw new UserException(e.getMessage(), e);
    }
  }

  private void tryOut(List<Rule> rules, PrintWriter out) throws Exception {
    MetricsFile records = MetricsFile.read(metrics);
    long fromMs = Long.MIN_VALUE;
    BaselineMeans baseline =
        baselineFile == null ? new BaselineMeans() : BaselineMeans.of(read(baselineFile));
    if (baselineUntil != null) {
      fromMs = Timestamps.parse("--baseline-until", baselineUntil);
      baseline = PooledBaseline.of(records.shortestWindowsUntil(fromMs));
    }
    List<WindowMetrics> tried = records.windowsFrom(fromMs);
    new TrialReport(out)
        .print(rules, baseline, tried, new AlertReplay(rules, baseline).alerts(tried));
  }
}
