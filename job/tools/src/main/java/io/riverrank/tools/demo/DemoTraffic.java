package io.riverrank.tools.demo;

import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.DeadLetterHeaders;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Plays the search engine's part: sends searches, a few at a time, and takes the rankings. One
 * thread; the clients have their own.
 */
final class DemoTraffic implements AutoCloseable {
  /** Searches without an answer at a time, as from that many people. */
  private static final int IN_FLIGHT = 4;

  private static final Duration POLL = Duration.ofMillis(20);

  /** A group whose last member is further down the log is answered when no input comes. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

  /** Throws if the job has failed. */
  interface JobCheck {
    void requireRunning() throws IOException;
  }

  private final DemoLog log;
  private final KafkaSettings settings;
  private final JobCheck job;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ResultReader reader = new ResultReader();
  private final DemoOutcome outcome = new DemoOutcome();
  private final Map<String, Long> sentNanos = new HashMap<>();
  private final Set<String> unanswered;
  private final Map<String, Integer> messagesLeft = new HashMap<>();
  private int unreadableLeft;
  private long lastAnswerNanos;

  DemoTraffic(DemoLog log, KafkaSettings settings, JobCheck job) {
    this.log = log;
    this.settings = settings;
    this.job = job;
    unanswered = new HashSet<>(log.queryIds());
    unreadableLeft = log.unreadableLines();
    for (DemoLog.Line line : log.lines()) {
      if (line.queryId() != null) {
        messagesLeft.merge(line.queryId(), 1, Integer::sum);
      }
    }
    Map<String, Object> client = Map.of("bootstrap.servers", settings.bootstrapServers());
    producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", settings.bootstrapServers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    assign(settings.topics().results(), settings.topics().deadLetters());
  }

  private void assign(String... topics) {
    List<TopicPartition> partitions =
        Arrays.stream(topics)
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  DemoOutcome run() throws IOException {
    int total = unanswered.size() + unreadableLeft;
    long start = System.nanoTime();
    lastAnswerNanos = start;
    try (ProgressBar bar = progressBar(total)) {
      Iterator<DemoLog.Line> lines = log.lines().iterator();
      while (!unanswered.isEmpty() || unreadableLeft > 0) {
        sendWhatFits(lines);
        receive();
        bar.stepTo(total - unanswered.size() - unreadableLeft);
        job.requireRunning();
      }
    }
    outcome.finished((lastAnswerNanos - start) / 1e9);
    return outcome;
  }

  private static ProgressBar progressBar(int total) {
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName("Reranking")
            .setInitialMax(total)
            .setUnit(" queries", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setMaxRenderedLength(100)
            .setUpdateIntervalMillis(200);
    if (System.console() == null) {
      // Not a terminal: no line that is drawn over and over.
      builder.setConsumer(new SilentConsumer());
    }
    return builder.build();
  }

  private void sendWhatFits(Iterator<DemoLog.Line> lines) {
    long now = System.nanoTime();
    while (lines.hasNext() && sentNanos.size() < IN_FLIGHT) {
      send(lines.next(), now);
    }
    if (lines.hasNext() && now - lastAnswerNanos > PATIENCE_NANOS) {
      send(lines.next(), now);
      lastAnswerNanos = now;
    }
  }

  private void send(DemoLog.Line line, long now) {
    byte[] key = null;
    if (line.queryId() != null) {
      key = line.queryId().getBytes(StandardCharsets.UTF_8);
      if (unanswered.contains(line.queryId())) {
        sentNanos.put(line.queryId(), now);
      }
    }
    producer.send(new ProducerRecord<>(settings.topics().requests(), key, line.value()));
  }

  private void receive() throws IOException {
    for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
      lastAnswerNanos = System.nanoTime();
      if (message.topic().equals(settings.topics().results())) {
        take(reader.read(message.value()), message.value());
      } else {
        takeDeadLetter(message);
      }
    }
  }

  private void take(RerankResult result, byte[] value) {
    Long sent = sentNanos.remove(result.queryId());
    long latencyMs = sent == null ? 0 : (lastAnswerNanos - sent) / 1_000_000;
    outcome.add(result, value, latencyMs);
    unanswered.remove(result.queryId());
  }

  private void takeDeadLetter(ConsumerRecord<byte[], byte[]> message) {
    Header code = message.headers().lastHeader(DeadLetterHeaders.ERROR_CODE);
    outcome.addDeadLetter(new String(code.value(), StandardCharsets.UTF_8));
    if (message.key() == null) {
      unreadableLeft--;
      return;
    }
    String queryId = new String(message.key(), StandardCharsets.UTF_8);
    // A result may still come from the other messages of the query.
    boolean lastOfQuery = messagesLeft.merge(queryId, -1, Integer::sum) == 0;
    if (lastOfQuery || isCode(code, DeadLetterCode.RESULT_TOO_LARGE)) {
      sentNanos.remove(queryId);
      unanswered.remove(queryId);
    }
  }

  private static boolean isCode(Header header, DeadLetterCode code) {
    return new String(header.value(), StandardCharsets.UTF_8).equals(code.name());
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
