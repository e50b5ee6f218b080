package io.riverrank.faults.rollout;

import io.riverrank.schemas.rollout.ShadowRanking;
import io.riverrank.schemas.rollout.ShadowRankingReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the shadow topic with {@code read_committed}. */
public final class CommittedShadows {

  private static final Duration POLL = Duration.ofMillis(100);

  private CommittedShadows() {}

  /**
   * All that is committed now.
   *
   * @param jobName whose they are
   * @throws IOException if something is no shadow ranking
   */
  public static List<ShadowRanking> read(String bootstrapServers, String jobName)
      throws IOException {
    ShadowRankingReader reader = new ShadowRankingReader();
    List<ShadowRanking> rankings = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Commands.shadow(jobName)).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          rankings.add(reader.read(message.value()));
        }
      }
    }
    return rankings;
  }
}
