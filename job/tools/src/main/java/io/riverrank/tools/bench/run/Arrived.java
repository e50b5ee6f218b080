package io.riverrank.tools.bench.run;

import io.riverrank.job.errors.UserException;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.schemas.DeadLetterHeaders;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultReader;
import io.riverrank.schemas.text.Counted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Results that a consumer got; anything but a whole ranking ends the measurement. They are read
 * when they are asked for, so that reading takes no time from what is measured.
 */
final class Arrived {
  private final KafkaSettings settings;
  private final List<Message> results = new ArrayList<>();

  private record Message(byte[] value, long nanos) {}

  /**
   * What came, by query.
   *
   * @param nanosByQuery when each ranking came, by {@link System#nanoTime}
   * @param lastScoredAtMs epoch milliseconds; 0 if nothing came
   */
  record Rankings(Map<String, Long> nanosByQuery, long lastScoredAtMs) {}

  Arrived(KafkaSettings settings) {
    this.settings = settings;
  }

  /** Takes all that the topics have by now. */
  void takeAll(KafkaConsumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      take(consumer, Duration.ofMillis(200));
    }
  }

  /** Takes what the topics have, and waits for it as long as that. */
  void take(KafkaConsumer<byte[], byte[]> consumer, Duration patience) {
    for (ConsumerRecord<byte[], byte[]> message : consumer.poll(patience)) {
      if (!message.topic().equals(settings.topics().results())) {
        throw new UserException("the job gave a dead letter: " + reason(message));
      }
      results.add(new Message(message.value(), System.nanoTime()));
    }
  }

  private static String reason(ConsumerRecord<byte[], byte[]> message) {
    return new String(
        message.headers().lastHeader(DeadLetterHeaders.ERROR_MESSAGE).value(),
        StandardCharsets.UTF_8);
  }

  int count() {
    return results.size();
  }

  /**
   * Reads what came.
   *
   * @param sent events, each of which must have one whole ranking
   */
  Rankings rankings(int sent) throws IOException {
    ResultReader reader = new ResultReader();
    Map<String, Long> nanos = new HashMap<>();
    long lastScoredAtMs = 0;
    for (Message message : results) {
      RerankResult result = whole(reader.read(message.value()));
      if (nanos.put(result.queryId(), message.nanos()) != null) {
        throw new UserException("the job gave two rankings for " + result.queryId());
      }
      lastScoredAtMs = Math.max(lastScoredAtMs, result.scoredAtMs());
    }
    if (nanos.size() != sent) {
      throw new UserException(
          "the job gave %s for %s"
              .formatted(Counted.of(nanos.size(), "ranking"), Counted.of(sent, "event")));
    }
    return new Rankings(nanos, lastScoredAtMs);
  }

  private static RerankResult whole(RerankResult result) {
    if (!result.failed().isEmpty()) {
      throw new UserException("the job failed on a pair: " + result.failed().get(0).error());
    }
    if (!result.complete()) {
      throw new UserException("the job gave an incomplete ranking for " + result.queryId());
    }
    return result;
  }
}
