package io.riverrank.job.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.DeadLetterHeaders;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.SourceRecord;
import java.util.List;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DeadLetterEncodingTest {

  private static final int MAX_MESSAGE_BYTES = 16 << 10;

  @Test
  void bytesAreKeptWhileTheyFit() throws Exception {
    try (OneInputStreamOperatorTestHarness<DeadLetter, EncodedMessage> harness =
        new OneInputStreamOperatorTestHarness<>(
            new StreamMap<>(new DeadLetterEncoding(MAX_MESSAGE_BYTES)))) {
      harness.open();
      harness.processElement(letter(100), 0);
      harness.processElement(letter(MAX_MESSAGE_BYTES), 0);
      List<EncodedMessage> messages = harness.extractOutputValues();
      assertThat(messages.get(0).value()).hasSize(100);
      assertThat(messages.get(1).value()).isNull();
      assertThat(DeadLetterHeaders.isValueLeftOut(messages.get(1).headers())).isTrue();
      assertThat(messages)
          .allMatch(message -> message.sizeBytes() <= RecordLimit.messageBytes(MAX_MESSAGE_BYTES));
    }
  }

  @Test
  void everyCodeHasACounter() {
    MetricListener metrics = new MetricListener();
    DeadLetterCounters counters = new DeadLetterCounters(metrics.getMetricGroup());
    counters.count(DeadLetterCode.TOMBSTONE);
    counters.count(DeadLetterCode.TOMBSTONE);
    assertThat(count(metrics, DeadLetterCode.TOMBSTONE)).isEqualTo(2);
    for (DeadLetterCode code : DeadLetterCode.values()) {
      assertThat(count(metrics, code)).isEqualTo(code == DeadLetterCode.TOMBSTONE ? 2 : 0);
    }
  }

  private static long count(MetricListener metrics, DeadLetterCode code) {
    return metrics.getCounter("deadLetters", code.name()).orElseThrow().getCount();
  }

  private static DeadLetter letter(int bytes) {
    return new DeadLetter(
        DeadLetterCode.INVALID_JSON,
        "bad",
        new SourceRecord("t", 1, 2, 3, null, new byte[bytes], List.of()));
  }
}
