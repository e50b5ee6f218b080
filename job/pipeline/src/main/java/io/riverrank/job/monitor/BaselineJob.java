package io.riverrank.job.monitor;

import io.riverrank.job.backfill.input.InputFiles;
import io.riverrank.job.backfill.output.WholeFile;
import io.riverrank.job.environment.Environments;
import io.riverrank.job.environment.RerankEnvironment;
import io.riverrank.job.errors.UserException;
import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.job.monitor.source.MonitorInputs;
import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.drift.BaselineFile;
import io.riverrank.operators.monitoring.window.BaselineStep;
import java.io.PrintWriter;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Makes a baseline's file of bounded results. */
public final class BaselineJob {

  private final MonitorSettings settings;
  private final Environments environments;

  /**
   * @param settings whose output is the baseline's file
   */
  public BaselineJob(MonitorSettings settings, Environments environments) {
    this.settings = settings;
    this.environments = environments;
  }

  /**
   * @param flink Flink's own configuration
   * @throws UserException if there are no results
   */
  public void run(Configuration flink, PrintWriter notes) throws Exception {
    MonitorInputs inputs = MonitorInputs.find(settings);
    StreamExecutionEnvironment env = environments.create(flink, settings.parallelism());
    RerankEnvironment.configure(env, settings.maxParallelism(), settings.parallelism());
    JoinedInputs joined = JoinedInputs.add(env, settings, inputs);
    BaselineStep step =
        BaselineStep.add(
            joined.results(),
            settings.windows().segmentation(),
            settings.windows().maxSegments(),
            settings.windows().maxOpenSummaries(),
            settings.measures().figures());
    joined
        .deadLetters()
        .union(step.deadLetters())
        .sinkTo(new DiscardingSink<>())
        .uid("monitor-baseline-dead-letters")
        .name("Dead letters, counted only");
    Baseline baseline = step.execute(settings.name() + "-baseline");
    if (baseline.segment(Map.of()) == null) {
      throw new UserException(
          "there are no results to make a baseline of; look at what the input has in it");
    }
    WholeFile.write(
        InputFiles.absolute(settings.output().metrics()),
        out -> out.write(BaselineFile.write(baseline)));
    notes.printf(
        "Baseline of %,d results and %,d segments: %s%n",
        baseline.segment(Map.of()).queries(),
        baseline.segments().size() - 1,
        settings.output().metrics());
    notes.flush();
  }
}
