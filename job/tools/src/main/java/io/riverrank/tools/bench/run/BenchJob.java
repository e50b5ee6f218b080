package io.riverrank.tools.bench.run;

import io.riverrank.job.kafka.settings.Delivery;
import io.riverrank.job.options.JobOptions;
import io.riverrank.job.options.KafkaOptions;
import io.riverrank.job.options.RolloutOptions;
import io.riverrank.operators.options.BatchOptions;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * How the job is configured that is measured: as the user says, but for what a measurement is
 * about.
 */
public record BenchJob(Configuration configuration) {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  /**
   * @param user what the user said
   * @param parallelism subtasks
   * @return with a score cache of 0, exactly-once, a checkpoint every 10 s
   */
  public static BenchJob of(Configuration user, int parallelism) {
    Configuration configuration = new Configuration(user);
    configuration.set(JobOptions.PARALLELISM, parallelism);
    configuration.set(KafkaOptions.CREATE_TOPICS, true);
    configuration.set(KafkaOptions.CREATE_TOPICS_PARTITIONS, parallelism);
    configuration.set(BatchOptions.SCORE_CACHE_SIZE, MemorySize.ZERO);
    configuration.set(KafkaOptions.BOUNDED, true);
    configuration.set(JobOptions.CHECKPOINT_INTERVAL, CHECKPOINT_INTERVAL);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    return new BenchJob(configuration).with(Delivery.EXACTLY_ONCE);
  }

  /** With the user's score cache. */
  BenchJob withScoreCache(Configuration user) {
    Configuration other = new Configuration(configuration);
    other.set(BatchOptions.SCORE_CACHE_SIZE, user.get(BatchOptions.SCORE_CACHE_SIZE));
    return new BenchJob(other);
  }

  /** With results that can be read at once, for a job that goes on until it is cancelled. */
  BenchJob endless() {
    BenchJob job = with(Delivery.AT_LEAST_ONCE);
    job.configuration.set(KafkaOptions.BOUNDED, false);
    return job;
  }

  /** With commands about models. */
  BenchJob controlled() {
    Configuration other = new Configuration(configuration);
    other.set(RolloutOptions.TOPIC_CONTROL, "riverrank-bench-control");
    return new BenchJob(other);
  }

  /** With a broker. */
  BenchJob on(String bootstrapServers) {
    Configuration other = new Configuration(configuration);
    other.set(KafkaOptions.BOOTSTRAP_SERVERS, bootstrapServers);
    return new BenchJob(other);
  }

  private BenchJob with(Delivery delivery) {
    Configuration other = new Configuration(configuration);
    other.setString(
        KafkaOptions.DELIVERY_GUARANTEE.key(),
        delivery.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return new BenchJob(other);
  }

  Duration checkpointInterval() {
    return CHECKPOINT_INTERVAL;
  }
}
