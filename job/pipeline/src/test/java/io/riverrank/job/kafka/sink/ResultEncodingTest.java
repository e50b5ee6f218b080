package io.riverrank.job.kafka.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.MessageHeader;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultReader;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultEncodingTest {

  private static final int MAX_MESSAGE_BYTES = 20_000;
  private static final List<MessageHeader> HEADERS =
      List.of(new MessageHeader("traceparent", "t".getBytes(UTF_8)));

  private OneInputStreamOperatorTestHarness<RerankResult, EncodedMessage> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new ResultEncoding(false, MAX_MESSAGE_BYTES));
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void resultIsAMessageWithItsKeyTimeAndHeaders() throws Exception {
    harness.processElement(result(3, 1_000), 5);
    EncodedMessage message = harness.extractOutputValues().get(0);
    assertThat(message.key()).isEqualTo("q-ü".getBytes(UTF_8));
    assertThat(message.timestampMs()).isEqualTo(1_000);
    assertThat(message.headers()).usingRecursiveComparison().isEqualTo(HEADERS);
    assertThat(new ResultReader().read(message.value()).results()).hasSize(3);
    assertThat(harness.getSideOutput(ResultEncoding.TOO_LARGE)).isNull();
  }

  @Test
  void timeBefore1970IsZeroInKafkaOnly() throws Exception {
    harness.processElement(result(1, -1), 5);
    EncodedMessage message = harness.extractOutputValues().get(0);
    assertThat(message.timestampMs()).isZero();
    assertThat(new ResultReader().read(message.value()).eventTimeMs()).isEqualTo(-1);
  }

  @Test
  void tooLargeResultIsADeadLetterThatNamesTheSearch() throws Exception {
    harness.processElement(result(1_000, 1_000), 5);
    assertThat(harness.extractOutputValues()).isEmpty();
    List<DeadLetter> letters =
        harness.getSideOutput(ResultEncoding.TOO_LARGE).stream()
            .map(StreamRecord::getValue)
            .toList();
    assertThat(letters).hasSize(1);
    DeadLetter letter = letters.get(0);
    assertThat(letter.code()).isEqualTo(DeadLetterCode.RESULT_TOO_LARGE);
    assertThat(letter.message())
        .contains("1,000 candidates", "kafka.max-message-bytes (20000)", "top_k");
    assertThat(letter.source().key()).isEqualTo("q-ü".getBytes(UTF_8));
    assertThat(letter.source().headers()).usingRecursiveComparison().isEqualTo(HEADERS);
    assertThat(letter.source().timestampMs()).isEqualTo(1_000);
    assertThat(letter.source().topic()).isEmpty();
    assertThat(letter.source().partition()).isNegative();
    assertThat(letter.source().offset()).isNegative();
    RerankResult kept = new ResultReader().read(letter.source().value());
    assertThat(kept.query()).isEqualTo("query");
    assertThat(kept.candidatesReceived()).isEqualTo(1_000);
    assertThat(kept.metadata()).isEqualTo("{\"a\":1}");
    assertThat(kept.results()).isEmpty();
    assertThat(kept.failed()).isEmpty();
  }

  @Test
  void limitIsThatOfTheRecord() throws Exception {
    harness.processElement(result(3, 1_000), 5);
    long size = harness.extractOutputValues().get(0).sizeBytes();
    int maxMessageBytes = (int) size;
    while (RecordLimit.messageBytes(maxMessageBytes) < size) {
      maxMessageBytes++;
    }
    assertThat(fits(maxMessageBytes)).isTrue();
    assertThat(fits(maxMessageBytes - 1)).isFalse();
  }

  private static boolean fits(int maxMessageBytes) throws Exception {
    try (OneInputStreamOperatorTestHarness<RerankResult, EncodedMessage> harness =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new ResultEncoding(false, maxMessageBytes))) {
      harness.processElement(result(3, 1_000), 5);
      return !harness.extractOutputValues().isEmpty();
    }
  }

  private static RerankResult result(int candidates, long eventTimeMs) {
    List<RankedCandidate> ranking =
        IntStream.rangeClosed(1, candidates)
            .mapToObj(rank -> new RankedCandidate("d" + rank, rank, 0.5, 0, 1L, 2.0, null, false))
            .toList();
    return new RerankResult(
        "q-ü",
        "query",
        eventTimeMs,
        true,
        candidates,
        candidates,
        0,
        new ModelInfo("m", "sha256:00", "fp32"),
        ranking,
        List.of(new FailedCandidate("x", "bad")),
        null,
        2_000,
        "{\"a\":1}",
        HEADERS);
  }
}
