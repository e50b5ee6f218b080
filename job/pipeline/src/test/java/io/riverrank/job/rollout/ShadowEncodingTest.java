package io.riverrank.job.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.rollout.ShadowRanking;
import io.riverrank.schemas.rollout.ShadowRankingReader;
import java.util.Collections;
import java.util.List;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class ShadowEncodingTest {
  private static final int MAX_MESSAGE_BYTES = 20_000;

  private static ShadowRanking ranking(String queryId, int candidates) {
    List<ShadowRanking.Entry> results =
        Collections.nCopies(candidates, new ShadowRanking.Entry("d", 1, 1, 1, false));
    return new ShadowRanking(
        queryId,
        new ShadowRanking.Side("sha256:1", results),
        new ShadowRanking.Side("sha256:2", results),
        new ShadowRanking.Agreement(1, null, true, 1, 0));
  }

  @Test
  void aRankingIsAMessageWithItsKeyAndTimeAndATooLargeOneIsLeftOut() throws Exception {
    try (OneInputStreamOperatorTestHarness<ShadowRanking, EncodedMessage> harness =
        ProcessFunctionTestHarnesses.forProcessFunction(new ShadowEncoding(MAX_MESSAGE_BYTES))) {
      harness.processElement(ranking("q-ü", 2), 1_000);
      harness.processElement(ranking("large", 1_000), 1_000);
      harness.processElement(ranking("old", 1), -5);

      List<EncodedMessage> messages = harness.extractOutputValues();
      assertThat(messages).extracting(EncodedMessage::timestampMs).containsExactly(1_000L, 0L);
      assertThat(messages.get(0).key()).isEqualTo("q-ü".getBytes(UTF_8));
      assertThat(new ShadowRankingReader().read(messages.get(0).value()))
          .isEqualTo(ranking("q-ü", 2));
    }
  }
}
