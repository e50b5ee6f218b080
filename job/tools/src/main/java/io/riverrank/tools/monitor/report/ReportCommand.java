package io.riverrank.tools.monitor.report;

import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.errors.UserException;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.tools.monitor.records.RecordFiles;
import io.riverrank.tools.monitor.report.history.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code monitor report}: what a monitor found, as a page. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Writes a page from the metrics records of a monitor: figures over time, segments beside each"
            + " other, drift, the queries that changed most. One file, without network or script.")
public final class ReportCommand implements Callable<Integer> {

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE.jsonl",
      description =
          "Metrics records, one a line, as riverrank monitor writes them; - is standard input.")
  private String input;

  @Option(
      names = "--alerts",
      paramLabel = "FILE.jsonl",
      description = "Alerts, one a line; the page marks them.")
  @Nullable
  private String alerts;

  @Option(
      names = "--html",
      required = true,
      paramLabel = "FILE",
      description = "The page. An older one is replaced at once, never half.")
  private Path html;

  @Mixin private Verbosity verbosity;

  @Override
  public Integer call() {
    History history = new History();
    RecordFiles.readMetrics(input, history::add);
    if (alerts != null) {
      RecordFiles.readAlerts(alerts, history::add);
    }
    try {
      PageFile.write(history, html);
    } catch (IOException e) {
      throw new UserException("%s can't be written: %s".formatted(html, FileProblem.of(e)), e);
    }
    return 0;
  }
}
