package io.riverrank.job.kafka.settings;

import java.time.Duration;
import org.apache.flink.streaming.api.environment.CheckpointConfig;

/**
 * How often the job commits its transactions.
 *
 * @param interval zero for no checkpoints
 * @param timeout how long one may take
 */
public record Checkpoints(Duration interval, Duration timeout) {

  /** Why exactly-once delivery is refused without checkpoints, and what to do. */
  public static final String MISSING =
      "kafka.delivery-guarantee is exactly-once, but there are no checkpoints, so nothing would ever"
          + " be committed; set execution.checkpointing.interval (or rerank.checkpoint.interval), or"
          + " kafka.delivery-guarantee=at-least-once";

  /** No checkpoints. */
  public static final Checkpoints NONE = new Checkpoints(Duration.ZERO, Duration.ZERO);

  /** As a job is configured. */
  public static Checkpoints of(CheckpointConfig config) {
    return config.isCheckpointingEnabled()
        ? new Checkpoints(
            Duration.ofMillis(config.getCheckpointInterval()),
            Duration.ofMillis(config.getCheckpointTimeout()))
        : NONE;
  }

  public boolean enabled() {
    return !interval.isZero();
  }
}
