package io.riverrank.tools.bench;

import io.riverrank.job.commandline.ModelFlags;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.bench.load.BenchLog;
import io.riverrank.tools.bench.report.BenchReport;
import io.riverrank.tools.bench.report.JsonReport;
import io.riverrank.tools.bench.report.ReportFiles;
import io.riverrank.tools.bench.report.TableReport;
import io.riverrank.tools.bench.report.plot.BenchPlot;
import io.riverrank.tools.bench.run.Part;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: how close the job comes to what the model can do here. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures how close the job comes to the limit of a model on this machine, and which settings"
            + " to choose: ONNX Runtime alone on ideal batches, the scorer, the operator in Flink, and"
            + " the whole job from Kafka to Kafka, in turns. docs/performance.md defines each figure.",
    footer = {
      "",
      "Examples:",
      "  riverrank bench",
      "  riverrank bench --model my-model --input log.jsonl --rounds 5 --json bench.json",
      "  riverrank bench --model my-model --parts advice,sweep",
      "  riverrank bench --parts limit,job -D rerank.execution.callers=1 --parallelism 1"
    })
public final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "FILE.jsonl",
      description =
          "What to measure with: requests, or {\"query\",\"document\"} pairs, one a line. Default:"
              + " the sample log.")
  @Nullable
  private Path input;

  @Option(
      names = "--parts",
      paramLabel = "PART",
      split = ",",
      defaultValue = "limit,scorer,operator,job,latency,advice",
      description =
          "What to measure, with commas: limit, scorer, operator, job, latency, repeats, shadow,"
              + " sweep, advice."
              + " Default: ${DEFAULT-VALUE}. latency needs job.")
  private List<Part> parts = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each part runs. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "15",
      description = "How long a part works in a round, about. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--latency-seconds",
      paramLabel = "S",
      description =
          "How long events arrive at each load, in all rounds. Default: --rounds times --seconds. A p99 wants hundreds of events.")
  @Nullable
  private Double latencySeconds;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      description = "Subtasks of operator and job. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--zipf",
      paramLabel = "S",
      defaultValue = "1.0",
      description = "Exponent by which queries repeat in repeats. Default: ${DEFAULT-VALUE}.")
  private double zipf;

  @Option(
      names = "--zipf-events",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Events of repeats. Default: ${DEFAULT-VALUE}.")
  private int zipfEvents;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of orders and arrivals. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write every figure, with those of each round.")
  @Nullable
  private Path json;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw throughput and latency (.svg or .png).")
  @Nullable
  private Path plot;

  @Mixin private ModelFlags model;
  @Mixin private Verbosity verbosity;

  @Override
  public Integer call() throws Exception {
    BenchSettings settings = settings();
    require(
        plot == null || settings.parts().stream().anyMatch(Part::isDrawn),
        "--plot %s would be empty; measure another part than repeats, shadow, sweep and advice, too",
        plot);
    ReportFiles.check(json, plot);
    BenchLog log = BenchLog.read(input, SettingsFactory.limits(settings.configuration()));
    Notes notes = new Notes(spec.commandLine().getErr());
    if (log.skippedLines() > 0) {
      notes.say(
          "%s: skipped %s without anything to score",
          log.name(), Counted.of(log.skippedLines(), "line"));
    }
    BenchReport report = new Bench(settings, log, notes).run();
    new TableReport(report).print(spec.commandLine().getOut());
    if (json != null) {
      JsonReport.write(report, json);
    }
    if (plot != null) {
      BenchPlot.write(report, plot);
    }
    return 0;
  }

  private BenchSettings settings() {
    Configuration configuration = model.load();
    require(rounds >= 1, "--rounds is %s; measure at least one round", rounds);
    require(seconds > 0 && seconds < 1e6, "--seconds is %s; give a part some seconds", seconds);
    double forLatency = latencySeconds == null ? rounds * seconds : latencySeconds;
    require(
        forLatency > 0 && forLatency < 1e6,
        "--latency-seconds is %s; give a load some seconds",
        forLatency);
    require(parallelism >= 1, "--parallelism is %s; a job has at least one subtask", parallelism);
    require(zipf >= 0 && zipf < 100, "--zipf is %s; 0 is uniform, real queries are near 1", zipf);
    require(zipfEvents >= 1, "--zipf-events is %s; send at least one event", zipfEvents);
    return new BenchSettings(
        parts(), rounds, seconds, forLatency, parallelism, seed, zipf, zipfEvents, configuration);
  }

  private Set<Part> parts() {
    Set<Part> all = EnumSet.noneOf(Part.class);
    all.addAll(parts);
    require(!all.isEmpty(), "--parts names nothing%s; the default is the most useful", "");
    require(
        !all.contains(Part.LATENCY) || all.contains(Part.JOB),
        "--parts has latency without job, whose rate the loads are shares of; name %s, too",
        Part.JOB);
    return all;
  }

  private void require(boolean right, String message, Object value) {
    if (!right) {
      throw new ParameterException(spec.commandLine(), message.formatted(value));
    }
  }
}
