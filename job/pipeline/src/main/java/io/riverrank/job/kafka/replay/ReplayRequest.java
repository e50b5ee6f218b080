package io.riverrank.job.kafka.replay;

import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.schemas.DeadLetterCode;
import java.time.Duration;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Which dead letters to send back, and where.
 *
 * @param deadLetters topic to read, on the sink's cluster
 * @param requests topic to write, on the source's cluster
 * @param source only letters of this topic
 * @param codes only these; empty for all
 * @param sinceMs only those with this Kafka timestamp or a later one, epoch milliseconds; null for
 *     all
 * @param patience how long to wait for brokers that don't answer
 */
public record ReplayRequest(
    String deadLetters,
    String requests,
    String source,
    Set<DeadLetterCode> codes,
    @Nullable Long sinceMs,
    Duration patience) {

  /** What came from the settings' requests topic, from their dead letters topic back to it. */
  public static ReplayRequest all(KafkaSettings settings) {
    return new ReplayRequest(
        settings.topics().deadLetters(),
        settings.topics().requests(),
        settings.topics().requests(),
        Set.of(),
        null,
        settings.checkTimeout());
  }

  /** The same for some codes only. */
  public ReplayRequest withCodes(Set<DeadLetterCode> newCodes) {
    return new ReplayRequest(
        deadLetters, requests, source, Set.copyOf(newCodes), sinceMs, patience);
  }

  /** The same for those since a time only. */
  public ReplayRequest withSinceMs(@Nullable Long newSinceMs) {
    return new ReplayRequest(deadLetters, requests, source, codes, newSinceMs, patience);
  }

  /** The same for letters of another topic. */
  public ReplayRequest withSource(String newSource) {
    return new ReplayRequest(deadLetters, requests, newSource, codes, sinceMs, patience);
  }
}
