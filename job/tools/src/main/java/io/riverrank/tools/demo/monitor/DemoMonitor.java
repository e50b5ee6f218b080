package io.riverrank.tools.demo.monitor;

import io.riverrank.job.environment.Environments;
import io.riverrank.job.monitor.BaselineJob;
import io.riverrank.job.monitor.MonitorJob;
import io.riverrank.job.monitor.rules.RulesFile;
import io.riverrank.job.monitor.settings.MonitorSettingsFactory;
import io.riverrank.job.options.BaselineOptions;
import io.riverrank.job.options.JobOptions;
import io.riverrank.job.options.MonitorOptions;
import io.riverrank.operators.monitoring.alerts.AlertReplay;
import io.riverrank.operators.monitoring.alerts.BaselineMeans;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.schemas.ResultReader;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.monitor.records.RecordFiles;
import io.riverrank.tools.monitor.report.PageFile;
import io.riverrank.tools.monitor.report.history.History;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Help.Ansi;

/**
 * The demo's monitor: a baseline of the results of the good windows, all windows compared with it,
 * rules, and a page.
 */
public final class DemoMonitor {
  private static final String SEGMENTS = "/market";

  private final Path folder;
  private final PrintWriter out;
  private final Ansi ansi;

  /**
   * @param folder for files that nobody needs later
   * @param ansi colours, or none where this is no terminal
   */
  public DemoMonitor(Path folder, PrintWriter out, Ansi ansi) {
    this.folder = folder;
    this.out = out;
    this.ansi = ansi;
  }

  /**
   * @param results as in the results topic, one a line
   * @param page is written
   */
  public void run(Path results, Path page) throws Exception {
    Path baseline = folder.resolve("baseline.json");
    Path metrics = folder.resolve("metrics.jsonl");
    PrintWriter silent = new PrintWriter(Writer.nullWriter());
    Configuration ofBaseline = settings(good(results), baseline);
    new BaselineJob(MonitorSettingsFactory.create(ofBaseline), Environments.LOCAL)
        .run(new Configuration(), silent);
    Configuration ofMonitor = settings(results, metrics);
    ofMonitor.set(BaselineOptions.FILE, baseline.toString());
    new MonitorJob(MonitorSettingsFactory.create(ofMonitor), Environments.LOCAL)
        .run(new Configuration(), silent);

    List<WindowMetrics> windows = new ArrayList<>();
    RecordFiles.readMetrics(metrics.toString(), windows::add);
    List<Alert> alerts = new AlertReplay(rules(), new BaselineMeans()).alerts(windows);
    History history = new History();
    windows.forEach(history::add);
    alerts.forEach(history::add);
    PageFile.write(history, page);
    print(windows, alerts, page);
  }

  /** The results of the windows in which all is well. */
  private Path good(Path results) throws IOException {
    Path good = folder.resolve("good.jsonl");
    ResultReader reader = new ResultReader();
    long untilMs = WindowedLog.driftStart().toEpochMilli();
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(results)) {
      if (reader.read(line.getBytes(StandardCharsets.UTF_8)).eventTimeMs() < untilMs) {
        lines.add(line);
      }
    }
    return Files.write(good, lines);
  }

  private static Configuration settings(Path input, Path output) {
    Configuration configuration = new Configuration();
    configuration.set(MonitorOptions.INPUT, List.of(input.toString()));
    configuration.set(MonitorOptions.OUTPUT, output.toString());
    configuration.set(MonitorOptions.WINDOW, TimeUtils.formatWithHighestUnit(WindowedLog.LENGTH));
    configuration.set(MonitorOptions.SEGMENTS, SEGMENTS);
    configuration.set(JobOptions.PARALLELISM, 1);
    return configuration;
  }

  private List<Rule> rules() throws IOException {
    Path file = folder.resolve("rules.yaml");
    try (InputStream rules = DemoMonitor.class.getResourceAsStream("rules.yaml")) {
      Files.copy(rules, file);
    }
    return RulesFile.read(file);
  }

  private void print(List<WindowMetrics> windows, List<Alert> alerts, Path page) {
    long count = windows.stream().mapToLong(WindowMetrics::windowStartMs).distinct().count();
    out.printf("%nMonitor          %d windows of 10 min, by market%n", count);
    for (Alert alert : alerts) {
      out.println(
          ansi.string("@|bold,red %-16s|@ ".formatted("Alert " + alert.status()))
              + "%s: %s %.2f of market %s in %s, at %s"
                  .formatted(
                      alert.rule(),
                      alert.figure(),
                      alert.value(),
                      String.join(", ", alert.segment().values()),
                      Counted.of(alert.n(), "query", "queries"),
                      Instant.ofEpochMilli(alert.windowEndMs())));
    }
    out.printf("Page             %s%n", page.toAbsolutePath().normalize().toUri());
    out.flush();
  }
}
