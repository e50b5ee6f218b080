package io.riverrank.job.environment;

import io.riverrank.job.kafka.settings.Checkpoints;
import io.riverrank.job.kafka.settings.Delivery;
import io.riverrank.operators.options.SettingsException;
import java.time.Duration;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The checkpoints that a job with topics to write needs. */
public final class Checkpointing {

  private Checkpointing() {}

  /**
   * @param interval where Flink's configuration has none; zero for none
   * @throws SettingsException if delivery is exactly-once and checkpoints can't make it so
   */
  public static void configure(
      StreamExecutionEnvironment env, Duration interval, Delivery delivery) {
    CheckpointConfig checkpoints = env.getCheckpointConfig();
    if (!checkpoints.isCheckpointingEnabled() && !interval.isZero()) {
      env.enableCheckpointing(interval.toMillis());
    }
    if (delivery != Delivery.EXACTLY_ONCE) {
      return;
    }
    if (!checkpoints.isCheckpointingEnabled()) {
      throw new SettingsException(Checkpoints.MISSING);
    }
    if (checkpoints.getCheckpointingConsistencyMode() != CheckpointingMode.EXACTLY_ONCE) {
      throw new SettingsException(
          "kafka.delivery-guarantee is exactly-once, but checkpoints are not; set"
              + " execution.checkpointing.mode=EXACTLY_ONCE, or"
              + " kafka.delivery-guarantee=at-least-once");
    }
  }
}
