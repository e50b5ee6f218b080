package io.riverrank.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaITCase {

  private static final long DEADLINE_SECONDS = 20;

  @Test
  void takesRecordsAndLeavesNothingBehind() throws Exception {
    // Classes of the broker start threads once a JVM; what counts is what a second one leaves.
    EmbeddedKafka.start().close();
    Set<Long> threadsBefore = threadIds();
    Set<Path> foldersBefore = folders();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic("t", Optional.empty(), Optional.empty())))
          .all()
          .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      try (KafkaProducer<String, String> producer = producer(kafka)) {
        producer.initTransactions();
        producer.beginTransaction();
        assertThat(producer.send(new ProducerRecord<>("t", "v")).get().offset()).isZero();
        producer.commitTransaction();
      }
      assertThat(folders()).hasSizeGreaterThan(foldersBefore.size());
    }
    assertThat(folders()).isEqualTo(foldersBefore);
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!threadsBefore.contains(thread.getId())) {
        thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void takesBrokerProperties() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Map.of("num.partitions", "7"));
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      NewTopic topic = new NewTopic("t", Optional.empty(), Optional.empty());
      assertThat(
              admin
                  .createTopics(List.of(topic))
                  .numPartitions("t")
                  .get(DEADLINE_SECONDS, TimeUnit.SECONDS))
          .isEqualTo(7);
    }
  }

  private static KafkaProducer<String, String> producer(EmbeddedKafka kafka) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("transactional.id", "tx");
    return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
  }

  private static Set<Long> threadIds() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getId)
        .collect(Collectors.toSet());
  }

  private static Set<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("riverrank-kafka-"))
          .collect(Collectors.toSet());
    }
  }
}
