package io.riverrank.faults.broker;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Makes topics whose records may be large. */
final class TopicCreation {

  /** Of a record, at most. */
  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  private TopicCreation() {}

  static void create(String bootstrapServers, Map<String, Integer> partitionsByTopic)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(
              partitionsByTopic.entrySet().stream()
                  .map(topic -> topic(topic.getKey(), topic.getValue()))
                  .toList())
          .all()
          .get();
    }
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, partitions, (short) 1)
        .configs(Map.of("max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES)));
  }
}
