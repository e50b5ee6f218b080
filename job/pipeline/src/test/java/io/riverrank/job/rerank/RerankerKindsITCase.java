package io.riverrank.job.rerank;

import static io.riverrank.job.testing.TestRequests.message;
import static io.riverrank.job.testing.TestRequests.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.testing.TestJob;
import io.riverrank.job.testing.TestSettings;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.testing.ParityCases;
import io.riverrank.operators.testing.Rerankers;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole job, Kafka to Kafka, with each kind of model: the scores of sentence-transformers. */
class RerankerKindsITCase {
  private static final List<TextPair> PAIRS = ParityCases.pairs();
  private static final float TOLERANCE = 1e-4f;

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  @ParameterizedTest
  @EnumSource
  void scoresAreTheReferences(Rerankers kind) throws Exception {
    String requests = KAFKA.topics().create("requests", 2, Map.of());
    String results = KAFKA.topics().create("results", 1, Map.of());
    String deadLetters = KAFKA.topics().create("dead-letters");
    KAFKA.topics().send(messages(requests));

    List<String> settings =
        new ArrayList<>(
            List.of(
                "kafka.topics.requests=" + requests,
                "kafka.topics.results=" + results,
                "kafka.topics.dead-letters=" + deadLetters,
                "kafka.group-id=" + requests,
                "kafka.transactional-id-prefix=" + requests,
                "kafka.bounded=true",
                "rerank.checkpoint.interval=200 ms",
                "rerank.parallelism=2",
                "rerank.model.uri=" + kind.directory()));
    if (kind == Rerankers.CLASSES) {
      settings.add("rerank.model.label=entailment");
    }
    try (TestJob job =
        TestJob.start(
            TestSettings.job(KAFKA.bootstrapServers(), settings.toArray(String[]::new)))) {
      job.awaitEnd();
      KAFKA.topics().awaitSettled(results, deadLetters);
    }

    assertThat(KAFKA.topics().read(deadLetters)).isEmpty();
    requireEqual(kind, KAFKA.topics().read(results));
  }

  /** One event for each pair, and the first document of another pair beside its own. */
  private static List<ProducerRecord<byte[], byte[]>> messages(String topic) {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int i = 0; i < PAIRS.size(); i++) {
      TextPair pair = PAIRS.get(i);
      List<String> documents = List.of(pair.document(), "another document");
      messages.add(message(topic, "p" + i, whole("p" + i, pair.query(), documents)));
    }
    return messages;
  }

  private static void requireEqual(Rerankers kind, List<ConsumerRecord<byte[], byte[]>> messages)
      throws Exception {
    JsonNode expected = kind.expected();
    ResultReader reader = new ResultReader();
    Set<String> seen = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      RerankResult result = reader.read(message.value());
      seen.add(result.queryId());
      JsonNode reference = expected.get(Integer.parseInt(result.queryId().substring(1)));
      if (reference.has("error")) {
        assertThat(result.failed()).extracting(FailedCandidate::docId).containsExactly("d0");
        assertThat(result.failed().get(0).error()).contains("no token");
        assertThat(result.results()).extracting(RankedCandidate::docId).containsExactly("d1");
        continue;
      }
      assertThat(result.results()).as(result.queryId()).hasSize(2);
      RankedCandidate own =
          result.results().stream().filter(c -> c.docId().equals("d0")).findFirst().orElseThrow();
      assertThat((float) own.logit())
          .as(result.queryId())
          .isCloseTo(kind.logit(reference), within(TOLERANCE));
      assertThat((float) own.score())
          .as(result.queryId())
          .isCloseTo(kind.score(reference), within(TOLERANCE));
    }
    assertThat(seen).hasSameSizeAs(PAIRS);
  }
}
