package io.riverrank.job.commands;

import io.riverrank.job.commandline.BrokerFlags;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commandline.MonitorInputFlags;
import io.riverrank.job.commandline.OptionFlags;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.environment.Environments;
import io.riverrank.job.monitor.MonitorJob;
import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.job.monitor.settings.MonitorSettingsFactory;
import io.riverrank.job.options.BaselineOptions;
import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.job.options.JobOptions;
import io.riverrank.job.options.KafkaOptions;
import io.riverrank.job.options.MonitorOptions;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code monitor}: how good the rankings are, by window and segment. */
@Command(
    name = "monitor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Computes how good rankings are, by window of time and segment: from files of results on"
            + " this machine, or from their topic, here or on a cluster by 'flink run"
            + " riverrank-job.jar monitor …'.",
    footer = {
      "",
      "Files as input end in a file of metrics (--output); the topic goes on into a topic of"
          + " metrics.",
      "docs/monitoring.md tells all."
    })
public class MonitorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private MonitorInputFlags inputs;
  @Mixin private BrokerFlags brokers;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "JSON Lines file for the metrics, with files or a range as input (monitor.output).")
  @Nullable
  private String output;

  @Option(
      names = "--metrics",
      paramLabel = "TOPIC",
      description = "Topic for the metrics, where no file is named (monitor.topics.metrics).")
  @Nullable
  private String metrics;

  @Option(
      names = "--dead-letters",
      paramLabel = "TOPIC",
      description = "Topic for what can't be used (monitor.topics.dead-letters).")
  @Nullable
  private String deadLetters;

  @Option(
      names = "--create-topics",
      description = "Create topics that are missing (kafka.create-topics).")
  @Nullable
  private Boolean createTopics;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "What windows are compared with, by 'monitor baseline' (monitor.baseline). Without a file:"
              + " -D monitor.baseline.from=trailing or week_before.")
  @Nullable
  private String baseline;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Alert rules in YAML (monitor.rules); docs/alerts.md tells how to write them.")
  @Nullable
  private String rules;

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description = "JSON Lines file for the alerts, beside --output (monitor.alerts).")
  @Nullable
  private String alerts;

  @Option(
      names = "--alerts-topic",
      paramLabel = "TOPIC",
      description = "Topic for the alerts, where no file is named (monitor.topics.alerts).")
  @Nullable
  private String alertsTopic;

  @Option(names = "--parallelism", paramLabel = "N", description = "Subtasks (rerank.parallelism).")
  @Nullable
  private Integer parallelism;

  @Mixin private OptionFlags options;
  @Mixin private Verbosity verbosity;

  private final Environments environments;

  public MonitorCommand(Environments environments) {
    this.environments = environments;
  }

  @Override
  public final Integer call() throws Exception {
    Configuration configuration = configuration();
    monitor(
        MonitorSettingsFactory.create(configuration), ConfigurationLoader.flinkOnly(configuration));
    return ExitCodes.OK;
  }

  /**
   * Runs the monitor; the launcher's shows a page besides.
   *
   * @param flink Flink's own configuration
   */
  protected void monitor(MonitorSettings settings, Configuration flink) throws Exception {
    new MonitorJob(settings, environments).run(flink, spec.commandLine().getErr());
  }

  private Configuration configuration() {
    inputs.set(options::set);
    brokers.set(options::set);
    options.set(MonitorOptions.OUTPUT, output);
    options.set(MonitorOptions.TOPIC_METRICS, metrics);
    options.set(MonitorOptions.TOPIC_DEAD_LETTERS, deadLetters);
    options.set(KafkaOptions.CREATE_TOPICS, createTopics);
    options.set(BaselineOptions.FILE, baseline);
    options.set(MonitorOptions.RULES, rules);
    options.set(MonitorOptions.ALERTS, alerts);
    options.set(MonitorOptions.TOPIC_ALERTS, alertsTopic);
    options.set(JobOptions.PARALLELISM, parallelism);
    return options.load();
  }
}
