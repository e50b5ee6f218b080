package io.riverrank.faults.leaks;

import io.riverrank.faults.broker.Broker;
import io.riverrank.faults.cluster.FlinkCluster;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.faults.footprint.JavaProcess;
import io.riverrank.faults.traffic.Inputs;
import io.riverrank.faults.traffic.Mix;
import io.riverrank.faults.traffic.SampleTexts;
import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Setup;
import io.riverrank.faults.trial.SetupOptions;
import io.riverrank.faults.trial.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The leak check's command line; {@code deploy/faults/leaks.sh} calls it. */
@Command(
    name = "leaks.sh",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Submits the job to one task manager and cancels it while it works, again and again, and",
      "checks that nothing of it stays: threads, memory, classes, files."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every figure is at most 5 %% above what it was after the fifth job",
      "1:anything else",
      "2:the command line is wrong"
    })
public final class LeaksCommand implements Callable<Integer> {

  private static final int BASELINE = 5;
  private static final double QUERIES_A_SECOND = 6;
  private static final Duration RESULTS = Duration.ofSeconds(120);
  private static final Duration CLEAN_UP = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;

  @Mixin private final SetupOptions place = new SetupOptions("riverrank-leaks-", 28200);

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many jobs, more than 5. Default: ${DEFAULT-VALUE}.")
  private int jobs;

  /** Exits with the code that the help names. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LeaksCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    if (jobs <= BASELINE) {
      throw new ParameterException(
          spec.commandLine(), "--jobs %d is not more than %d".formatted(jobs, BASELINE));
    }
    Setup setup = place.begin();
    LeakReport report = new LeakReport(BASELINE);
    try (Broker broker =
            new Broker(
                setup.folder().resolve("broker"),
                setup.ports().broker(),
                setup.ports().controller());
        FlinkCluster cluster = startCluster(setup)) {
      broker.start();
      try (Workload workload =
          new Workload(
              "leaks",
              broker.bootstrapServers(),
              setup.jobJar(),
              setup.options(),
              SampleTexts.load(),
              new Random(1),
              JobSpec.USUAL)) {
        run(workload, cluster, report);
      }
    }
    report.printFindings(spec.commandLine().getOut());
    boolean passed = report.findings().isEmpty();
    place.end(setup, passed);
    return passed ? 0 : 1;
  }

  /**
   * With a heap that is resident from the start, and without the files that Flink itself keeps for
   * an hour.
   */
  private static FlinkCluster startCluster(Setup setup) throws IOException, InterruptedException {
    return FlinkCluster.start(
        setup.folder().resolve("flink"),
        setup.flink(),
        setup.clusterScripts(),
        setup.ports(),
        1,
        false,
        Map.of(
            "env.java.opts.taskmanager", "-XX:+AlwaysPreTouch",
            "env.java.opts.jobmanager", "-XX:+AlwaysPreTouch",
            "blob.service.cleanup.interval", "1",
            "jobstore.max-capacity", "3"));
  }

  private void run(Workload workload, FlinkCluster cluster, LeakReport report)
      throws IOException, InterruptedException {
    Inputs inputs = new Inputs("leaks");
    workload.traffic().flow(inputs, Mix.USUAL, QUERIES_A_SECOND);
    for (int job = 1; job <= jobs; job++) {
      workload.submit(cluster, JobSpec.USUAL, null);
      awaitResults(workload);
      workload.job().cancel();
      if (job == BASELINE || job == jobs || job % 10 == 0) {
        measure(job, cluster, report);
      }
    }
  }

  /** The job has scored, committed and has work in flight. */
  private static void awaitResults(Workload workload) {
    long before = workload.observed().results();
    Waiting.until("results of the job", RESULTS, () -> workload.observed().results() > before);
  }

  private void measure(int job, FlinkCluster cluster, LeakReport report)
      throws IOException, InterruptedException {
    // Flink deletes a job's jar some time after its end.
    Waiting.pass(CLEAN_UP);
    PrintWriter out = spec.commandLine().getOut();
    add(report, "task manager", cluster.taskManagerPids().get(0), job, cluster);
    add(report, "job manager", cluster.jobManagerPid(), job, cluster);
    out.printf("%d of %d jobs%n", job, jobs);
    report.printTable(out);
  }

  private static void add(
      LeakReport report, String process, long pid, int job, FlinkCluster cluster)
      throws IOException, InterruptedException {
    report.add(
        process, job, new JavaProcess(pid).footprint(cluster.temporaryFiles(), file -> true));
  }
}
