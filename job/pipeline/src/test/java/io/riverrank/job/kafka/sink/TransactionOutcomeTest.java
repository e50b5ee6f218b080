package io.riverrank.job.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionOutcomeTest {

  private static final long OUR_ID = 7;
  private static final short OUR_EPOCH = 3;

  @ParameterizedTest
  @CsvSource({
    // state, at our epoch, one above
    "PREPARE_COMMIT, COMMITTED, COMMITTED",
    "COMPLETE_COMMIT, COMMITTED, COMMITTED",
    "EMPTY, LOST, COMMITTED",
    "ONGOING, OPEN, OPEN",
    "PREPARE_ABORT, LOST, LOST",
    "COMPLETE_ABORT, LOST, LOST",
    "PREPARE_EPOCH_FENCE, LOST, LOST",
    "UNKNOWN, LOST, LOST"
  })
  void stateAndEpochTell(
      TransactionState state,
      TransactionOutcome.Kind atOurEpoch,
      TransactionOutcome.Kind oneAbove) {
    assertThat(judge(state, OUR_ID, OUR_EPOCH).kind()).isEqualTo(atOurEpoch);
    assertThat(judge(state, OUR_ID, OUR_EPOCH + 1).kind()).isEqualTo(oneAbove);
  }

  @ParameterizedTest
  @EnumSource
  void everyOtherEpochOrProducerIsNoProof(TransactionState state) {
    for (int epoch : new int[] {OUR_EPOCH - 1, OUR_EPOCH + 2, 0, Short.MAX_VALUE}) {
      assertThat(judge(state, OUR_ID, epoch).kind()).isEqualTo(TransactionOutcome.Kind.LOST);
    }
    for (int epoch : new int[] {OUR_EPOCH, OUR_EPOCH + 1}) {
      assertThat(judge(state, OUR_ID + 1, epoch).kind()).isEqualTo(TransactionOutcome.Kind.LOST);
    }
  }

  @ParameterizedTest
  @EnumSource
  void evidenceIsWhatTheCoordinatorSays(TransactionState state) {
    assertThat(judge(state, OUR_ID, OUR_EPOCH + 1).evidence())
        .contains(state.toString(), "producer id 7", "epoch 4");
  }

  @Test
  void forgottenTransactionIsNoProof() {
    TransactionOutcome outcome = TransactionOutcome.judge(transaction(), null);
    assertThat(outcome.kind()).isEqualTo(TransactionOutcome.Kind.LOST);
    assertThat(outcome.evidence()).contains("transactional.id.expiration.ms");
  }

  private static TransactionOutcome judge(TransactionState state, long producerId, int epoch) {
    return TransactionOutcome.judge(
        transaction(),
        new TransactionDescription(
            1, state, producerId, epoch, 1_000, OptionalLong.empty(), Set.of()));
  }

  private static KafkaCommittable transaction() {
    return new KafkaCommittable(OUR_ID, OUR_EPOCH, "tx", null);
  }
}
