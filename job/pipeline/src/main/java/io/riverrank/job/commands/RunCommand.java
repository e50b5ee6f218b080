package io.riverrank.job.commands;

import io.riverrank.job.commandline.BrokerFlags;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commandline.JobFlags;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.job.environment.Environments;
import io.riverrank.job.kafka.check.ControlTopicCheck;
import io.riverrank.job.kafka.check.TopicCheck;
import io.riverrank.job.kafka.settings.Checkpoints;
import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.options.KafkaOptions;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.job.rerank.RerankPipeline;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: the job. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Reranks the requests topic into the results topic until it is stopped: in a Flink of its"
            + " own, or on a cluster by 'flink run riverrank-job.jar run …'.",
    footer = {
      "",
      "Every flag is an option, too; docs/options.md has them all.",
      "State is kept across restarts where execution.checkpointing.dir names a durable folder."
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private BrokerFlags brokers;

  @Option(
      names = "--requests",
      paramLabel = "TOPIC",
      description = "Topic to read (kafka.topics.requests).")
  @Nullable
  private String requests;

  @Option(
      names = "--results",
      paramLabel = "TOPIC",
      description = "Topic to write rankings to (kafka.topics.results).")
  @Nullable
  private String results;

  @Option(
      names = "--dead-letters",
      paramLabel = "TOPIC",
      description = "Topic for inputs that can't be scored (kafka.topics.dead-letters).")
  @Nullable
  private String deadLetters;

  @Option(
      names = "--create-topics",
      description = "Create topics that are missing (kafka.create-topics).")
  @Nullable
  private Boolean createTopics;

  @Option(
      names = "--group-id",
      paramLabel = "ID",
      description = "Kafka consumer group (kafka.group-id).")
  @Nullable
  private String groupId;

  @Option(
      names = "--starting-offsets",
      paramLabel = "WHERE",
      description =
          "Where a job without state begins: committed, earliest, latest or timestamp"
              + " (kafka.starting-offsets).")
  @Nullable
  private String startingOffsets;

  @Option(
      names = "--delivery-guarantee",
      paramLabel = "HOW",
      description = "at-least-once or exactly-once (kafka.delivery-guarantee).")
  @Nullable
  private String deliveryGuarantee;

  @Mixin private JobFlags flags;
  @Mixin private Verbosity verbosity;

  private final Environments environments;

  public RunCommand(Environments environments) {
    this.environments = environments;
  }

  @Override
  public Integer call() throws Exception {
    Configuration configuration = configuration();
    JobSettings settings = SettingsFactory.job(configuration);
    Configuration flink = ConfigurationLoader.flinkOnly(configuration);
    StreamExecutionEnvironment env = environments.create(flink, settings.parallelism());
    environments.describe(flink, spec.commandLine().getErr());
    RerankPipeline.build(env, settings);
    if (settings.control() != null) {
      ControlTopicCheck.run(settings.kafka(), settings.control().commands());
    }
    TopicCheck.run(settings.kafka(), Checkpoints.of(env.getCheckpointConfig()));
    env.execute(settings.name());
    return ExitCodes.OK;
  }

  private Configuration configuration() {
    brokers.set(flags::set);
    flags.set(KafkaOptions.TOPIC_REQUESTS, requests);
    flags.set(KafkaOptions.TOPIC_RESULTS, results);
    flags.set(KafkaOptions.TOPIC_DEAD_LETTERS, deadLetters);
    flags.set(KafkaOptions.CREATE_TOPICS, createTopics);
    flags.set(KafkaOptions.GROUP_ID, groupId);
    flags.set(KafkaOptions.STARTING_OFFSETS, startingOffsets);
    flags.set(KafkaOptions.DELIVERY_GUARANTEE, deliveryGuarantee);
    return flags.load();
  }
}
