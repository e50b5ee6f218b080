package io.riverrank.job.kafka.sink;

import javax.annotation.Nullable;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.TransactionDescription;

/**
 * What became of a transaction, judged by what its coordinator says.
 *
 * <p>Our epoch <i>e</i> was handed out for this one transaction: the writer initializes an id,
 * writes one transaction with it, and never aborts what a checkpoint holds; and whoever has our
 * epoch uses it to commit before anything else. So from {@code Ongoing(e)} there are two ways only,
 * and the epoch tells them apart:
 *
 * <ul>
 *   <li>A commit leads to {@code CompleteCommit(e)}, or with transaction version 2 (KIP-890) to
 *       {@code CompleteCommit(e + 1)}. From {@code CompleteCommit(e)} the next initialization leads
 *       to {@code Empty(e + 1)}, and whoever made it may go on from there. The committing producer
 *       makes one itself where it hears of version 2 while it commits by version 1, which a
 *       restored committer's producer does in one of its first two commits.
 *   <li>A time-out, or an initialization before the commit, aborts: {@code CompleteAbort(e + 1)}.
 *       Nobody gets that epoch; the next initialization leads to {@code Empty(e + 2)}.
 * </ul>
 *
 * <table>
 *   <caption>Conclusions, for our producer id</caption>
 *   <tr><th>state</th><th>e</th><th>e + 1</th><th>any other</th></tr>
 *   <tr><td>PrepareCommit, CompleteCommit</td><td>committed</td><td>committed</td><td>lost</td></tr>
 *   <tr><td>Empty</td><td>lost</td><td>committed</td><td>lost</td></tr>
 *   <tr><td>Ongoing</td><td>open</td><td>open</td><td>lost</td></tr>
 *   <tr><td>PrepareAbort, CompleteAbort, PrepareEpochFence, Dead, unknown</td><td>lost</td>
 *       <td>lost</td><td>lost</td></tr>
 * </table>
 *
 * <p>{@code PrepareCommit} is in the coordinator's log and can't be taken back. {@code Ongoing(e +
 * 1)} is another producer's transaction after our commit, or ours whose abort the coordinator
 * couldn't log yet: the next state tells. Another producer id, or none, says nothing of ours.
 *
 * @param evidence for a person: the coordinator's words
 */
record TransactionOutcome(Kind kind, String evidence) {

  enum Kind {
    /** Every record of it is or will be readable. */
    COMMITTED,
    /** Nothing is decided, or what was can't be seen yet: a later question gets another answer. */
    OPEN,
    /** Anything else: aborted, fenced, forgotten, or not to be told from these. */
    LOST
  }

  /**
   * @param described null if the coordinator doesn't know the id
   */
  static TransactionOutcome judge(
      KafkaCommittable transaction, @Nullable TransactionDescription described) {
    if (described == null) {
      return new TransactionOutcome(
          Kind.LOST, "Kafka doesn't know it, or not any more (transactional.id.expiration.ms)");
    }
    String evidence =
        "its coordinator says %s for producer id %d, epoch %d"
            .formatted(described.state(), described.producerId(), described.producerEpoch());
    return new TransactionOutcome(kind(transaction, described), evidence);
  }

  private static Kind kind(KafkaCommittable transaction, TransactionDescription described) {
    int raisedBy = described.producerEpoch() - transaction.getEpoch();
    if (described.producerId() != transaction.getProducerId() || raisedBy < 0 || raisedBy > 1) {
      return Kind.LOST;
    }
    return switch (described.state()) {
      case PREPARE_COMMIT, COMPLETE_COMMIT -> Kind.COMMITTED;
      case EMPTY -> raisedBy == 1 ? Kind.COMMITTED : Kind.LOST;
      case ONGOING -> Kind.OPEN;
      default -> Kind.LOST;
    };
  }
}
