package io.riverrank.tools.monitor.live;

import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.monitoring.AlertReader;
import io.riverrank.schemas.monitoring.WindowMetricsReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a monitor writes, from the beginning of its topics on, into a page, in a thread of its
 * own. It never stops the monitor: topics that aren't there yet are waited for, brokers that don't
 * answer are asked again, records that are none are passed over.
 */
final class TopicFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PAUSE_MS = 1000;

  private final Properties client;
  private final String metrics;
  @Nullable private final String alerts;
  private final LivePage page;
  private final WindowMetricsReader metricsReader = new WindowMetricsReader();
  private final AlertReader alertReader = new AlertReader();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch atEnd = new CountDownLatch(1);
  private volatile boolean finishing;
  private final Thread thread = new Thread(this::run, "riverrank-page-topics");
  private boolean warned;

  private TopicFollower(Properties client, String metrics, @Nullable String alerts, LivePage page) {
    this.client = client;
    this.metrics = metrics;
    this.alerts = alerts;
    this.page = page;
  }

  /**
   * @param client of a consumer; without deserializers
   * @param alerts null if there are none
   * @param page that is written; the caller closes it after this
   */
  static TopicFollower start(
      Properties client, String metrics, @Nullable String alerts, LivePage page) {
    TopicFollower follower = new TopicFollower(client, metrics, alerts, page);
    follower.thread.setDaemon(true);
    follower.thread.start();
    return follower;
  }

  private void run() {
    while (closed.getCount() > 0 && atEnd.getCount() > 0) {
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        follow(consumer);
      } catch (KafkaException e) {
        if (!warned && closed.getCount() > 0) {
          LOG.warn("the page waits for {}: {}", metrics, e.getMessage());
        }
        warned = true;
        pause();
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    if (!assign(consumer)) {
      pause();
      return;
    }
    warned = false;
    while (closed.getCount() > 0) {
      // What is written before it is asked for is read before it is said to be.
      boolean last = finishing;
      Map<TopicPartition, Long> ends = last ? written(consumer.assignment()) : Map.of();
      do {
        consumer.poll(POLL).forEach(this::take);
      } while (closed.getCount() > 0 && !isAt(ends, consumer));
      if (last) {
        atEnd.countDown();
        return;
      }
    }
  }

  /**
   * Where the partitions end with what is not committed yet: a broker answers a commit before it
   * has written the markers that make it seen.
   */
  private Map<TopicPartition, Long> written(Set<TopicPartition> partitions) {
    Properties uncommitted = new Properties();
    uncommitted.putAll(client);
    uncommitted.setProperty(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_UNCOMMITTED.toString());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            uncommitted, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return consumer.endOffsets(partitions);
    }
  }

  private static boolean isAt(
      Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** False if a topic isn't there yet. */
  private boolean assign(KafkaConsumer<byte[], byte[]> consumer) {
    List<String> topics = alerts == null ? List.of(metrics) : List.of(metrics, alerts);
    List<TopicPartition> partitions =
        consumer.listTopics().entrySet().stream()
            .filter(topic -> topics.contains(topic.getKey()))
            .flatMap(topic -> topic.getValue().stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions.stream().map(TopicPartition::topic).distinct().count() == topics.size();
  }

  private void take(ConsumerRecord<byte[], byte[]> message) {
    if (message.value() == null) {
      return;
    }
    try {
      if (message.topic().equals(metrics)) {
        page.add(metricsReader.read(message.value()));
      } else {
        page.add(alertReader.read(message.value()));
      }
    } catch (MalformedRecordException e) {
      LOG.debug(
          "{}-{} at {} is {}",
          message.topic(),
          message.partition(),
          message.offset(),
          e.getMessage());
    }
  }

  private void pause() {
    try {
      closed.await(PAUSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closed.countDown();
    }
  }

  /**
   * Waits until all is read that is written now and is to be seen: whoever writes the topics has
   * ended. Brokers that don't answer, and transactions of others that stay open, are waited for as
   * long as that.
   *
   * @return whether all was read
   */
  boolean finish(Duration patience) throws InterruptedException {
    finishing = true;
    boolean read = atEnd.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (!read) {
      LOG.warn(
          "the page may lack what {} has had in the end: brokers don't answer, or a transaction of"
              + " another producer is open there",
          metrics);
    }
    return read;
  }

  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    thread.interrupt();
    thread.join();
  }
}
