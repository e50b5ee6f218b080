package io.riverrank.job.monitor;

import io.riverrank.job.environment.Checkpointing;
import io.riverrank.job.environment.Environments;
import io.riverrank.job.kafka.check.ControlTopicCheck;
import io.riverrank.job.kafka.check.TopicCheck;
import io.riverrank.job.kafka.settings.Checkpoints;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.TopicNames;
import io.riverrank.job.monitor.settings.MonitorSettings;
import io.riverrank.job.monitor.sink.MetricsParts;
import io.riverrank.job.monitor.source.MonitorInputs;
import io.riverrank.job.monitor.tally.EndReport;
import io.riverrank.operators.options.SettingsException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A monitor, from its settings to its end. */
public final class MonitorJob {
  private static final Logger LOG = LoggerFactory.getLogger(MonitorJob.class);

  private final MonitorSettings settings;
  private final Environments environments;

  public MonitorJob(MonitorSettings settings, Environments environments) {
    this.settings = settings;
    this.environments = environments;
  }

  /**
   * Runs until the input ends, or until it is stopped.
   *
   * @param flink Flink's own configuration
   * @throws SettingsException for inputs that can't be read, and for delivery that can't be
   * @throws io.riverrank.job.kafka.check.TopicCheckException if topics aren't fit for the job
   */
  public void run(Configuration flink, PrintWriter notes) throws Exception {
    settings.warnings().forEach(LOG::warn);
    MonitorInputs inputs = MonitorInputs.find(settings);
    StreamExecutionEnvironment env = environments.create(flink, settings.parallelism());
    if (settings.output().isTopic()) {
      environments.describe(flink, notes);
      build(env, inputs);
      if (settings.alerts().control() != null) {
        ControlTopicCheck.runBesideOutputs(settings.kafka(), settings.alerts().control());
      }
      TopicCheck.run(settings.kafka(), Checkpoints.of(env.getCheckpointConfig()));
      end(env.execute(settings.name()), notes);
      return;
    }
    if (settings.kafka() != null) {
      TopicCheck.run(reading(settings.kafka()), Checkpoints.NONE);
    }
    try (MetricsParts parts = MetricsParts.of(settings.output())) {
      MonitorPipeline.build(env, settings, inputs, parts);
      JobExecutionResult job = env.execute(settings.name());
      parts.finish();
      end(job, notes);
    }
  }

  private void end(JobExecutionResult job, PrintWriter notes) {
    if (settings.results().isBounded()) {
      EndReport.print(settings, job, notes);
    }
  }

  /** Adds a monitor that writes topics to an environment; the caller executes it. */
  void build(StreamExecutionEnvironment env, MonitorInputs inputs) {
    Checkpointing.configure(env, settings.checkpointInterval(), settings.kafka().delivery());
    MonitorPipeline.build(env, settings, inputs, null);
  }

  /** To read is all that is done at Kafka where the output is files. */
  private static KafkaSettings reading(KafkaSettings kafka) {
    TopicNames topics =
        new TopicNames(
            kafka.topics().requests(), null, null, kafka.topics().moreInputs(), List.of());
    return kafka.with(topics, kafka.transactionalIdPrefix());
  }
}
