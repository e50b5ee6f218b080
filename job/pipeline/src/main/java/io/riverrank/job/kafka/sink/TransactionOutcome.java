package io.riverrank.job.kafka.sink;

import javax.annotation.Nullable;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.TransactionDescription;

/**
 * What became of a transaction, judged by what its coordinator says.
 *
 * @param evidence for a person: the coordinator's words
 */
record TransactionOutcome(Kind kind, String evidence) {

  enum Kind {
    /** Every record of it is or will be readable. */
    COMMITTED,
    /** Nothing is decided; it can still be committed. */
    OPEN,
    /** Anything else: aborted, fenced, forgotten, or not to be told from these. */
    LOST
  }

  /**
   * What proves a commit: the coordinator's last decision for the transactional id is a commit
   * ({@code CompleteCommit}, or {@code PrepareCommit}, which is in its log and can't be taken
   * back), and it was made for our producer id and epoch.
   *
   * <p>Our epoch was handed out for this one transaction: the writer initializes an id once and
   * writes one transaction with it. Whoever initializes the id afterwards gets a larger epoch, by
   * two where that aborted ours, and a time-out raises it too. With transaction version 2 (KIP-890)
   * a commit itself raises the epoch by one, so there the next epoch proves ours as well; with
   * version 1 it would be another producer's.
   *
   * @param described null if the coordinator doesn't know the id
   * @param commitRaisesEpoch whether the cluster has transaction version 2
   */
  static TransactionOutcome judge(
      KafkaCommittable transaction,
      @Nullable TransactionDescription described,
      boolean commitRaisesEpoch) {
    if (described == null) {
      return new TransactionOutcome(
          Kind.LOST, "Kafka doesn't know it, or not any more (transactional.id.expiration.ms)");
    }
    String evidence =
        "its coordinator says %s for producer id %d, epoch %d"
            .formatted(described.state(), described.producerId(), described.producerEpoch());
    return new TransactionOutcome(kind(transaction, described, commitRaisesEpoch), evidence);
  }

  private static Kind kind(
      KafkaCommittable transaction, TransactionDescription described, boolean commitRaisesEpoch) {
    if (described.producerId() != transaction.getProducerId()) {
      return Kind.LOST;
    }
    int raisedBy = described.producerEpoch() - transaction.getEpoch();
    return switch (described.state()) {
      case COMPLETE_COMMIT, PREPARE_COMMIT ->
          raisedBy == 0 || (raisedBy == 1 && commitRaisesEpoch) ? Kind.COMMITTED : Kind.LOST;
      case ONGOING -> raisedBy == 0 ? Kind.OPEN : Kind.LOST;
      default -> Kind.LOST;
    };
  }
}
