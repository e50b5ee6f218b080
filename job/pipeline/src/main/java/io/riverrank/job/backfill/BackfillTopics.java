package io.riverrank.job.backfill;

import io.riverrank.job.kafka.check.Ranges;
import io.riverrank.job.kafka.check.TopicCheck;
import io.riverrank.job.kafka.check.TopicCheckException;
import io.riverrank.job.kafka.settings.Checkpoints;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.TopicNames;
import io.riverrank.job.kafka.settings.TopicRange;
import java.time.Duration;
import javax.annotation.Nullable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/** What Kafka is asked before a backfill begins. */
final class BackfillTopics {

  private BackfillTopics() {}

  /**
   * The range of the input topic as it is now; null for files.
   *
   * @throws TopicCheckException if there is no such range
   */
  @Nullable
  static TopicRange range(BackfillSettings settings) {
    if (!settings.readsTopic()) {
      return null;
    }
    try (Ranges ranges = Ranges.connect(settings.kafka())) {
      return ranges.resolve(settings.from(), settings.to());
    }
  }

  /**
   * @throws TopicCheckException if a range can't be read any more
   */
  static void requireThere(BackfillSettings settings, TopicRange range) {
    try (Ranges ranges = Ranges.connect(settings.kafka())) {
      ranges.requireThere(range);
    }
  }

  /**
   * @throws TopicCheckException if the output topic wouldn't take the results
   */
  static void checkOutput(BackfillSettings settings, Configuration flink) {
    KafkaSettings kafka = settings.kafka();
    TopicNames output = new TopicNames(null, kafka.topics().results(), null);
    Duration interval =
        flink
            .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
            .orElse(settings.checkpointInterval());
    TopicCheck.run(
        kafka.with(output, kafka.transactionalIdPrefix()),
        new Checkpoints(interval, flink.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT)));
  }
}
