package io.riverrank.broker.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Makes, fills and reads topics of a test's broker. */
public final class TestTopics implements AutoCloseable {

  private static final long DEADLINE_SECONDS = 30;
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final Map<String, Object> client;
  private final Admin admin;

  public TestTopics(String bootstrapServers) {
    this(Map.of("bootstrap.servers", bootstrapServers));
  }

  /**
   * @param client properties of every client
   */
  public TestTopics(Map<String, Object> client) {
    this.client = Map.copyOf(client);
    admin = Admin.create(this.client);
  }

  public Admin admin() {
    return admin;
  }

  /** A name that no other test of this JVM has. */
  public static String unique(String name) {
    return name + "-" + NEXT.incrementAndGet();
  }

  /** Creates a topic with a name of its own. */
  public String create(String name, int partitions, Map<String, String> config) throws Exception {
    String topic = unique(name);
    NewTopic newTopic = new NewTopic(topic, Optional.of(partitions), Optional.of((short) 1));
    admin
        .createTopics(List.of(newTopic.configs(config)))
        .all()
        .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    awaitLeaders(topic, partitions);
    return topic;
  }

  /** The broker says that a topic is created before it shows it to consumers. */
  private void awaitLeaders(String topic, int partitions) {
    Awaitility.await("leaders of " + topic)
        .atMost(Duration.ofSeconds(DEADLINE_SECONDS))
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .until(
            () ->
                admin
                        .describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic)
                        .partitions()
                        .stream()
                        .filter(partition -> partition.leader() != null)
                        .count()
                    == partitions);
  }

  public String create(String name) throws Exception {
    return create(name, 1, Map.of());
  }

  /** Writes and waits for the broker. */
  public void send(List<ProducerRecord<byte[], byte[]>> messages) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> message : messages) {
        producer.send(message).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  /** All committed messages that the topic has now, by partition and offset. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
      for (TopicPartition partition : partitions) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
          consumer.poll(Duration.ofMillis(100)).forEach(messages::add);
        }
      }
      return messages;
    }
  }

  /**
   * Waits until no transaction is open in these topics: a broker answers a commit or an abort
   * before it has written the markers that make it seen.
   */
  public void awaitSettled(String... names) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(DEADLINE_SECONDS))
        .until(
            () ->
                ends(IsolationLevel.READ_COMMITTED, names)
                    .equals(ends(IsolationLevel.READ_UNCOMMITTED, names)));
  }

  private Map<TopicPartition, Long> ends(IsolationLevel isolation, String... names)
      throws Exception {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (TopicDescription topic :
        admin.describeTopics(List.of(names)).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(
              partition ->
                  wanted.put(
                      new TopicPartition(topic.name(), partition.partition()),
                      OffsetSpec.latest()));
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(wanted, new ListOffsetsOptions(isolation))
        .all()
        .get(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  @Override
  public void close() {
    admin.close();
  }
}
