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

class TransactionOutcomeTest {

  private static final long OUR_ID = 7;
  private static final short OUR_EPOCH = 3;

  @ParameterizedTest
  @CsvSource({
    // state, producer id, epoch, transaction version 2, outcome
    "COMPLETE_COMMIT, 7, 3, false, COMMITTED",
    "COMPLETE_COMMIT, 7, 3, true, COMMITTED",
    "COMPLETE_COMMIT, 7, 4, true, COMMITTED",
    "PREPARE_COMMIT, 7, 3, false, COMMITTED",
    "PREPARE_COMMIT, 7, 4, true, COMMITTED",
    "COMPLETE_COMMIT, 7, 4, false, LOST",
    "COMPLETE_COMMIT, 7, 5, true, LOST",
    "COMPLETE_COMMIT, 7, 2, true, LOST",
    "COMPLETE_COMMIT, 8, 3, true, LOST",
    "PREPARE_COMMIT, 7, 5, true, LOST",
    "ONGOING, 7, 3, true, OPEN",
    "ONGOING, 7, 4, true, LOST",
    "ONGOING, 8, 3, false, LOST",
    "COMPLETE_ABORT, 7, 3, false, LOST",
    "COMPLETE_ABORT, 7, 4, true, LOST",
    "PREPARE_ABORT, 7, 3, true, LOST",
    "PREPARE_EPOCH_FENCE, 7, 4, true, LOST",
    "EMPTY, 7, 3, true, LOST",
    "UNKNOWN, 7, 3, true, LOST"
  })
  void onlyOurOwnCommitIsAProof(
      TransactionState state,
      long producerId,
      int epoch,
      boolean commitRaisesEpoch,
      TransactionOutcome.Kind expected) {
    TransactionDescription described =
        new TransactionDescription(
            1, state, producerId, epoch, 1_000, OptionalLong.empty(), Set.of());
    TransactionOutcome outcome =
        TransactionOutcome.judge(transaction(), described, commitRaisesEpoch);
    assertThat(outcome.kind()).isEqualTo(expected);
    assertThat(outcome.evidence())
        .contains(state.toString(), "producer id " + producerId, "epoch " + epoch);
  }

  @Test
  void forgottenTransactionIsNoProof() {
    TransactionOutcome outcome = TransactionOutcome.judge(transaction(), null, true);
    assertThat(outcome.kind()).isEqualTo(TransactionOutcome.Kind.LOST);
    assertThat(outcome.evidence()).contains("transactional.id.expiration.ms");
  }

  private static KafkaCommittable transaction() {
    return new KafkaCommittable(OUR_ID, OUR_EPOCH, "tx", null);
  }
}
