package io.riverrank.tools.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.errors.UserException;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.testing.TestSettings;
import io.riverrank.schemas.DeadLetterHeaders;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A measurement counts nothing but whole rankings, one for each event. */
class ArrivedITCase {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private final List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
  private KafkaSettings settings;

  @BeforeEach
  void createTopics() throws Exception {
    settings =
        TestSettings.kafka(
            KAFKA.bootstrapServers(),
            "kafka.topics.results=" + KAFKA.topics().create("results", 2, Map.of()),
            "kafka.topics.dead-letters=" + KAFKA.topics().create("dead-letters"));
  }

  private void ranking(
      String queryId, boolean complete, long scoredAtMs, FailedCandidate... failed) {
    RerankResult result =
        new RerankResult(
            queryId,
            "query",
            1,
            complete,
            1 + failed.length,
            null,
            0,
            new ModelInfo("model", "sha256:00", "fp32"),
            List.of(new RankedCandidate("d", 1, 0.5, 0, null, null, null, false)),
            List.of(failed),
            null,
            scoredAtMs,
            null,
            List.of());
    messages.add(
        new ProducerRecord<>(
            settings.topics().results(),
            queryId.getBytes(StandardCharsets.UTF_8),
            new ResultEncoder(false).encode(result)));
  }

  private void whole(String queryId) {
    ranking(queryId, true, 1);
  }

  private Arrived taken() throws Exception {
    KAFKA.topics().send(messages);
    Arrived arrived = new Arrived(settings);
    try (BenchTopics bench = new BenchTopics(settings);
        KafkaConsumer<byte[], byte[]> consumer = bench.consumer()) {
      arrived.takeAll(consumer);
    }
    return arrived;
  }

  @Test
  void aRankingAnEventIsRight() throws Exception {
    long before = System.nanoTime();
    ranking("a", true, 17);
    ranking("b", true, 23);
    ranking("c", true, 19);
    Arrived arrived = taken();
    assertThat(arrived.count()).isEqualTo(3);
    Arrived.Rankings rankings = arrived.rankings(3);
    assertThat(rankings.lastScoredAtMs()).isEqualTo(23);
    assertThat(rankings.nanosByQuery()).containsOnlyKeys("a", "b", "c");
    assertThat(rankings.nanosByQuery().values())
        .allMatch(nanos -> nanos >= before && nanos <= System.nanoTime());
  }

  @Test
  void aMissingRankingEndsTheMeasurement() throws Exception {
    whole("a");
    Arrived arrived = taken();
    assertThatThrownBy(() -> arrived.rankings(2))
        .isInstanceOf(UserException.class)
        .hasMessage("the job gave 1 ranking for 2 events");
  }

  @Test
  void aSecondRankingOfAnEventEndsTheMeasurement() throws Exception {
    whole("a");
    whole("a");
    Arrived arrived = taken();
    assertThatThrownBy(() -> arrived.rankings(2))
        .isInstanceOf(UserException.class)
        .hasMessage("the job gave two rankings for a");
  }

  @Test
  void anIncompleteRankingEndsTheMeasurement() throws Exception {
    ranking("a", false, 1);
    Arrived arrived = taken();
    assertThatThrownBy(() -> arrived.rankings(1))
        .isInstanceOf(UserException.class)
        .hasMessage("the job gave an incomplete ranking for a");
  }

  @Test
  void aFailedPairEndsTheMeasurement() throws Exception {
    ranking("a", true, 1, new FailedCandidate("x", "no number"));
    Arrived arrived = taken();
    assertThatThrownBy(() -> arrived.rankings(1))
        .isInstanceOf(UserException.class)
        .hasMessage("the job failed on a pair: no number");
  }

  @Test
  void aDeadLetterEndsTheMeasurement() {
    ProducerRecord<byte[], byte[]> dead =
        new ProducerRecord<>(settings.topics().deadLetters(), new byte[0]);
    dead.headers().add(DeadLetterHeaders.ERROR_MESSAGE, "bad".getBytes(StandardCharsets.UTF_8));
    messages.add(dead);
    assertThatThrownBy(this::taken)
        .isInstanceOf(UserException.class)
        .hasMessage("the job gave a dead letter: bad");
  }
}
