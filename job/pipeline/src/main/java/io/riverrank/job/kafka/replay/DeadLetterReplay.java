package io.riverrank.job.kafka.replay;

import io.riverrank.job.kafka.check.Cluster;
import io.riverrank.job.kafka.check.TopicCheckException;
import io.riverrank.job.kafka.settings.ClientProperties;
import io.riverrank.job.kafka.settings.KafkaSettings;
import java.io.IOException;
import java.util.Properties;

/**
 * Sends dead letters back to a requests topic, once what made them dead is mended: key, value,
 * Kafka timestamp and the original's own headers, without those that Riverrank added.
 *
 * <p>Reads committed dead letters up to the end that the topic has at start, and leaves them where
 * they are: a second replay sends them again. Narrow it by code and time.
 */
public final class DeadLetterReplay {

  private final KafkaSettings settings;

  public DeadLetterReplay(KafkaSettings settings) {
    this.settings = settings;
  }

  /** Told now and then how far a replay is. */
  @FunctionalInterface
  public interface Progress {

    /**
     * @param done offsets of all partitions that are behind
     * @param total offsets to read
     */
    void advanced(long done, long total);
  }

  /**
   * @throws TopicCheckException if the brokers don't answer at the beginning, or not to us, or have
   *     not both topics
   * @throws IOException if the brokers don't answer or refuse a message; those counted as sent
   *     until then may be there
   */
  public ReplayReport replay(ReplayRequest request, Progress progress) throws IOException {
    requireTopic(ClientProperties.sinkAdmin(settings), request.deadLetters());
    requireTopic(ClientProperties.sourceAdmin(settings), request.requests());
    ReplayCount count = new ReplayCount();
    try (BoundedReader reader =
            new BoundedReader(ClientProperties.deadLetterReader(settings), request);
        RequestWriter writer =
            new RequestWriter(ClientProperties.requestWriter(settings), request.requests())) {
      progress.advanced(0, reader.total());
      while (reader.done() < reader.total()) {
        for (DeadLetterMessage message : reader.poll()) {
          if (count.take(message, request)) {
            writer.send(message);
          }
        }
        progress.advanced(reader.done(), reader.total());
      }
      writer.flush();
    }
    return count.report();
  }

  private void requireTopic(Properties adminProperties, String topic) {
    try (Cluster cluster = Cluster.connect(adminProperties, settings)) {
      cluster.requireTopic(topic);
    }
  }
}
