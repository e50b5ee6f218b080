package io.riverrank.job.kafka.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.broker.testing.TestTopics;
import io.riverrank.job.options.JobSettings;
import io.riverrank.job.testing.TestSettings;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.SourceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RequestsSourceITCase {

  private static final long DEADLINE_SECONDS = 30;

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private String requests;
  private String group;

  @BeforeEach
  void fillTopic() throws Exception {
    requests = KAFKA.topics().create("requests");
    group = TestTopics.unique("group");
    KAFKA.topics().send(List.of(request("q0", 0), request("q1", 1_000), request("q2", 2_000)));
  }

  @Test
  void committedFallsBackToEarliest() throws Exception {
    assertThat(read()).containsExactly("q0", "q1", "q2");
  }

  @Test
  void committedOffsetsCount() throws Exception {
    KAFKA
        .topics()
        .admin()
        .alterConsumerGroupOffsets(
            group, Map.of(new TopicPartition(requests, 0), new OffsetAndMetadata(2)))
        .all()
        .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertThat(read()).containsExactly("q2");
    assertThat(read("kafka.starting-offsets=earliest")).containsExactly("q0", "q1", "q2");
  }

  @Test
  void latestIsTheEnd() throws Exception {
    assertThat(read("kafka.starting-offsets=latest")).isEmpty();
  }

  @Test
  void timestampIsTheFirstRecordFromThen() throws Exception {
    assertThat(
            read(
                "kafka.starting-offsets=timestamp",
                "kafka.starting-timestamp=1970-01-01T00:00:01Z"))
        .containsExactly("q1", "q2");
  }

  @Test
  void badBytesPassAsDeadLettersAndAbortedRequestsNotAtAll() throws Exception {
    KAFKA.topics().send(List.of(new ProducerRecord<>(requests, "{".getBytes(UTF_8))));
    Map<String, Object> properties =
        Map.of("bootstrap.servers", KAFKA.bootstrapServers(), "transactional.id", "aborted");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(request("aborted", 3_000)).get();
      producer.abortTransaction();
    }
    assertThat(read()).containsExactly("q0", "q1", "q2", "INVALID_JSON");
  }

  /** Query ids and dead-letter codes. */
  private List<String> read(String... definitions) throws Exception {
    JobSettings settings =
        TestSettings.job(
            KAFKA.bootstrapServers(),
            Stream.concat(
                    Stream.of(
                        "kafka.topics.requests=" + requests,
                        "kafka.group-id=" + group,
                        "kafka.bounded=true"),
                    Stream.of(definitions))
                .toArray(String[]::new));
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    List<String> read = new ArrayList<>();
    try (CloseableIterator<SourceEvent> events =
        env.fromSource(
                RequestsSource.create(settings.kafka(), settings.limits()),
                new RequestWatermarks(Duration.ZERO, Duration.ZERO),
                "requests",
                RiverrankTypes.SOURCE_EVENT)
            .executeAndCollect()) {
      events.forEachRemaining(event -> read.add(name(event)));
    }
    return read;
  }

  private static String name(SourceEvent event) {
    return event instanceof QueryEvent query ? query.queryId() : ((DeadLetter) event).code().name();
  }

  private ProducerRecord<byte[], byte[]> request(String queryId, long timestampMs) {
    String value = "{\"query_id\":\"%s\",\"query\":\"x\",\"candidates\":[]}".formatted(queryId);
    return new ProducerRecord<>(requests, null, timestampMs, null, value.getBytes(UTF_8));
  }
}
