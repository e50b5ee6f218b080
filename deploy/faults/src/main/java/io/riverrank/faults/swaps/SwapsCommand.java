package io.riverrank.faults.swaps;

import io.riverrank.faults.broker.Broker;
import io.riverrank.faults.check.DirectModels;
import io.riverrank.faults.cluster.FlinkCluster;
import io.riverrank.faults.rollout.Commands;
import io.riverrank.faults.rollout.ControlWriter;
import io.riverrank.faults.traffic.SampleTexts;
import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Setup;
import io.riverrank.faults.trial.SetupOptions;
import io.riverrank.faults.trial.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code deploy/faults/swaps.sh}. */
@Command(
    name = "swaps.sh",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Swaps the model of a job on one task manager for another version, again and again, at half",
      "of the load that it takes: what stays of each, and what latency, throughput, checkpoints",
      "and a rollback pay."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every figure is within its limit",
      "1:anything else",
      "2:the command line is wrong"
    })
public final class SwapsCommand implements Callable<Integer> {

  private static final String NAME = "swaps";
  private static final String BUNDLED_FILE = "onnx/model_qint8_rowwise.onnx";

  @Spec private CommandSpec spec;

  @Mixin private final SetupOptions place = new SetupOptions("riverrank-swaps-", 28300);

  @Option(
      names = "--swaps",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many swaps. Default: ${DEFAULT-VALUE}.")
  private int swaps;

  @Option(
      names = "--windows",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many of them in windows, at least 1. Default: ${DEFAULT-VALUE}.")
  private int windows;

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Length of a window. Default: ${DEFAULT-VALUE}.")
  private int windowSeconds;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "Directory of the model whose versions are swapped. Default: the bundled one.")
  @Nullable
  private Path model;

  @Option(names = "--model-file", paramLabel = "FILE", description = "The ONNX file within it.")
  private String file = BUNDLED_FILE;

  @Option(names = "--json", paramLabel = "FILE", description = "Gets every figure.")
  @Nullable
  private Path json;

  /** Exits with the code that the help names. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new SwapsCommand()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (windows < 1 || windowSeconds < 1 || swaps <= Math.max(SwapRun.BASELINE, windows)) {
      throw new ParameterException(
          spec.commandLine(),
          "--swaps %d is not more than %d and --windows %d, or a window is shorter than a second"
              .formatted(swaps, SwapRun.BASELINE, windows));
    }
    Setup setup = place.begin();
    SwapReport report;
    try (Broker broker =
            new Broker(
                setup.folder().resolve("broker"),
                setup.ports().broker(),
                setup.ports().controller());
        DirectModels models = new DirectModels(setup.options());
        FlinkCluster cluster = startCluster(setup)) {
      broker.start();
      Path original =
          model != null ? model : models.load(JobSpec.BUNDLED).tokenizerFile().getParent();
      ModelVersions versions = new ModelVersions(original, setup.folder().resolve("models"));
      report = new SwapReport(run(setup, broker.bootstrapServers(), cluster, versions));
    }
    report.print(spec.commandLine().getOut());
    if (json != null) {
      report.write(json);
    }
    boolean passed = report.findings().isEmpty();
    place.end(setup, passed);
    return passed ? 0 : 1;
  }

  /** With a heap that is resident from the start. */
  private static FlinkCluster startCluster(Setup setup) throws Exception {
    return FlinkCluster.start(
        setup.folder().resolve("flink"),
        setup.flink(),
        setup.clusterScripts(),
        setup.ports(),
        1,
        false,
        Map.of("env.java.opts.taskmanager", "-XX:+AlwaysPreTouch"));
  }

  private SwapFigures run(
      Setup setup, String bootstrapServers, FlinkCluster cluster, ModelVersions versions)
      throws Exception {
    JobSpec job =
        Commands.controlled(JobSpec.USUAL)
            .withModel(versions.make(0).toString())
            .with("rerank.model.file", file);
    try (Workload workload =
        new Workload(
            NAME,
            bootstrapServers,
            setup.jobJar(),
            setup.options(),
            SampleTexts.load(),
            new Random(1),
            job)) {
      workload.submit(cluster, job, null);
      try (Arrivals arrivals = new Arrivals(bootstrapServers, workload.resultsTopic());
          CheckpointLog checkpoints = new CheckpointLog(workload.job());
          ControlWriter writer = new ControlWriter(bootstrapServers, NAME)) {
        return new SwapRun(
                workload,
                cluster,
                arrivals,
                checkpoints,
                new Commands(bootstrapServers, NAME),
                writer,
                versions,
                file,
                spec.commandLine().getOut())
            .run(swaps, windows, Duration.ofSeconds(windowSeconds));
      }
    }
  }
}
