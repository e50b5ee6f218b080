package io.riverrank.job.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.DeadLetterHeaders;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.SourceRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DeadLetterEncodingTest {

  private static final int MAX_MESSAGE_BYTES = 16 << 10;

  @Test
  void countsByCodeAndKeepsBytesWhileTheyFit() throws Exception {
    Map<String, Long> counts = new HashMap<>();
    DeadLetterEncoding encoding = new DeadLetterEncoding(MAX_MESSAGE_BYTES);
    try (OneInputStreamOperatorTestHarness<DeadLetter, EncodedMessage> harness =
        new OneInputStreamOperatorTestHarness<>(new StreamMap<>(encoding))) {
      harness.open();
      harness.processElement(letter(DeadLetterCode.INVALID_JSON, 100), 0);
      harness.processElement(letter(DeadLetterCode.INVALID_JSON, MAX_MESSAGE_BYTES), 0);
      harness.processElement(letter(DeadLetterCode.TOMBSTONE, 0), 0);
      List<EncodedMessage> messages = harness.extractOutputValues();
      assertThat(messages.get(0).value()).hasSize(100);
      assertThat(messages.get(1).value()).isNull();
      assertThat(DeadLetterHeaders.isValueLeftOut(messages.get(1).headers())).isTrue();
      assertThat(messages)
          .allMatch(message -> message.sizeBytes() <= RecordLimit.messageBytes(MAX_MESSAGE_BYTES));
      for (DeadLetterCode code : DeadLetterCode.values()) {
        counts.put(code.name(), counter(encoding.getRuntimeContext(), code).getCount());
      }
    }
    assertThat(counts)
        .hasSize(DeadLetterCode.values().length)
        .containsEntry("INVALID_JSON", 2L)
        .containsEntry("TOMBSTONE", 1L)
        .containsEntry("LATE_CANDIDATE", 0L);
  }

  /** A group gives the counter that it has by this name. */
  private static Counter counter(RuntimeContext context, DeadLetterCode code) {
    MetricGroup group = context.getMetricGroup().addGroup(DeadLetterEncoding.METRIC_GROUP);
    return group.counter(code.name());
  }

  private static DeadLetter letter(DeadLetterCode code, int bytes) {
    return new DeadLetter(
        code, "bad", new SourceRecord("t", 1, 2, 3, null, new byte[bytes], List.of()));
  }
}
