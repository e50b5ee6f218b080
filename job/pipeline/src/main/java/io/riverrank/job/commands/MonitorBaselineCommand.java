package io.riverrank.job.commands;

import io.riverrank.job.commandline.BrokerFlags;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commandline.MonitorInputFlags;
import io.riverrank.job.commandline.OptionFlags;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.environment.Environments;
import io.riverrank.job.monitor.BaselineJob;
import io.riverrank.job.monitor.settings.MonitorSettingsFactory;
import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.job.options.JobOptions;
import io.riverrank.job.options.MonitorOptions;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code monitor baseline}: what later windows are compared with. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Saves distributions and means of results, for monitors to compare their windows with"
            + " (monitor.baseline): of files, or of a range of the results topic.")
final class MonitorBaselineCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private MonitorInputFlags inputs;
  @Mixin private BrokerFlags brokers;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "The baseline's file; one that is there is replaced.")
  private String output;

  @Option(names = "--parallelism", paramLabel = "N", description = "Subtasks (rerank.parallelism).")
  @Nullable
  private Integer parallelism;

  @Mixin private OptionFlags options;
  @Mixin private Verbosity verbosity;

  private final Environments environments;

  MonitorBaselineCommand(Environments environments) {
    this.environments = environments;
  }

  @Override
  public Integer call() throws Exception {
    inputs.set(options::set);
    brokers.set(options::set);
    options.set(MonitorOptions.OUTPUT, output);
    options.set(JobOptions.PARALLELISM, parallelism);
    Configuration configuration = options.load();
    new BaselineJob(MonitorSettingsFactory.ofBaseline(configuration), environments)
        .run(ConfigurationLoader.flinkOnly(configuration), spec.commandLine().getErr());
    return ExitCodes.OK;
  }
}
