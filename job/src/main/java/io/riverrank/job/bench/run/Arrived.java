package io.riverrank.job.bench.run;

import io.riverrank.job.cli.CommandException;
import io.riverrank.job.kafka.KafkaSettings;
import io.riverrank.schemas.DeadLetterHeaders;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Results that a consumer got; anything but a whole ranking ends the measurement. */
final class Arrived {
  private final KafkaSettings settings;
  private final ResultReader reader = new ResultReader();

  /** When each query's ranking came, by {@link System#nanoTime}. */
  private final Map<String, Long> nanos = new HashMap<>();

  private long lastScoredAtMs;

  Arrived(KafkaSettings settings) {
    this.settings = settings;
  }

  /** Reads all that the topics have by now. */
  void readAll(KafkaConsumer<byte[], byte[]> consumer) throws IOException {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      poll(consumer, Duration.ofMillis(200));
    }
  }

  void poll(KafkaConsumer<byte[], byte[]> consumer, Duration patience) throws IOException {
    for (ConsumerRecord<byte[], byte[]> message : consumer.poll(patience)) {
      long now = System.nanoTime();
      if (!message.topic().equals(settings.topics().results())) {
        throw new CommandException("the job gave a dead letter: " + reason(message));
      }
      RerankResult result = reader.read(message.value());
      if (!result.failed().isEmpty()) {
        throw new CommandException("the job failed on a pair: " + result.failed().get(0).error());
      }
      if (!result.complete()) {
        throw new CommandException("the job gave an incomplete ranking for " + result.queryId());
      }
      if (nanos.put(result.queryId(), now) != null) {
        throw new CommandException("the job gave two rankings for " + result.queryId());
      }
      lastScoredAtMs = Math.max(lastScoredAtMs, result.scoredAtMs());
    }
  }

  private static String reason(ConsumerRecord<byte[], byte[]> message) {
    return new String(
        message.headers().lastHeader(DeadLetterHeaders.ERROR_MESSAGE).value(),
        StandardCharsets.UTF_8);
  }

  Map<String, Long> nanos() {
    return nanos;
  }

  int count() {
    return nanos.size();
  }

  /** Epoch milliseconds. */
  long lastScoredAtMs() {
    return lastScoredAtMs;
  }

  void requireAll(int sent) {
    if (nanos.size() != sent) {
      throw new CommandException(
          "the job gave %d rankings for %d events".formatted(nanos.size(), sent));
    }
  }
}
