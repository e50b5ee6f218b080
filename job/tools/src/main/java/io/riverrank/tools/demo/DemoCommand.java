package io.riverrank.tools.demo;

import io.riverrank.job.commandline.ModelFlags;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.options.JobOptions;
import io.riverrank.tools.demo.monitor.DemoMonitor;
import io.riverrank.tools.demo.monitor.WindowedLog;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the whole thing on this machine, from a log of searches to rankings. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Reranks a search log on this machine: a Kafka broker, a Flink cluster with its web UI and"
            + " the job in one process, the log through the requests topic, rankings from the"
            + " results topic.")
public final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "FILE.jsonl",
      description = "Your own log, one request a line. Default: the sample log.")
  @Nullable
  private Path input;

  @Option(
      names = "--output",
      paramLabel = "FILE.jsonl",
      description = "Write every result there, as in the results topic.")
  @Nullable
  private Path output;

  @Option(names = "--parallelism", paramLabel = "N", description = "Subtasks. Default: one a core.")
  @Nullable
  private Integer parallelism;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many queries to print. Default: 3.")
  private int show;

  @Option(
      names = "--keep-running",
      description =
          "Leave broker, job and web UI up, and print their addresses. Groups that are open are"
              + " emitted after 3 s without input, unless -D rerank.group.idle-timeout says more.")
  private boolean keepRunning;

  @Option(
      names = "--monitor",
      description =
          "Send the log as an hour of searches from three markets, one of which gets bad"
              + " answers in the end, and show what a monitor says: the alert, and a page.")
  private boolean monitor;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      defaultValue = "riverrank-monitor.html",
      description = "The page of --monitor. Default: ${DEFAULT-VALUE}.")
  private Path html;

  @Mixin private ModelFlags flags;
  @Mixin private Verbosity verbosity;

  @Override
  public Integer call() throws Exception {
    flags.set(JobOptions.PARALLELISM, parallelism);
    Configuration configuration = flags.load();
    PrintWriter out = spec.commandLine().getOut();
    if (monitor) {
      runMonitored(configuration, out);
    } else {
      run(DemoLog.read(input, configuration), configuration, out, outcome -> {});
    }
    return 0;
  }

  private void runMonitored(Configuration configuration, PrintWriter out) throws Exception {
    Path folder = Files.createTempDirectory("riverrank-demo-monitor");
    try {
      Path requests = folder.resolve("requests.jsonl");
      Path results = folder.resolve("results.jsonl");
      String name = input == null ? "the sample log" : input.toString();
      new WindowedLog(DemoLog.open(input, name), name).write(requests.toString());
      DemoMonitor watching =
          new DemoMonitor(folder, out, spec.commandLine().getColorScheme().ansi());
      run(
          DemoLog.read(requests, configuration),
          configuration,
          out,
          outcome -> {
            outcome.writeResults(results);
            watching.run(results, html);
          });
    } finally {
      FileUtils.deleteDirectoryQuietly(folder.toFile());
    }
  }

  /** What else is made of the results. */
  private interface Use {
    void of(DemoOutcome outcome) throws Exception;
  }

  private void run(DemoLog log, Configuration configuration, PrintWriter out, Use use)
      throws Exception {
    try (Demo demo = Demo.start(configuration)) {
      demo.printAddresses(out);
      DemoOutcome outcome = demo.rerank(log);
      new DemoReport(out, spec.commandLine().getColorScheme().ansi()).print(log, outcome, show);
      outcome.writeResults(output);
      use.of(outcome);
      if (keepRunning) {
        demo.awaitInterrupt(out);
      }
    }
  }
}
