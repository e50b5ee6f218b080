package io.riverrank.job.kafka.sink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits through the connector's committer, and settles by proof what that one gives up.
 *
 * <p>A failure alone says little: after a restart Flink commits the last checkpoint's transactions
 * once more, and a commit whose answer got lost is tried again with a producer that takes no second
 * call. So for each failure Kafka is asked what became of the transaction: committed counts as
 * success; anything else throws and thereby fails the job.
 *
 * <p>Used by one task thread.
 */
final class StrictCommitter implements Committer<KafkaCommittable> {

  private static final Logger LOG = LoggerFactory.getLogger(StrictCommitter.class);

  private final Committer<KafkaCommittable> committer;
  private final TransactionInspector inspector;
  private final Set<String> acceptedLosses;

  StrictCommitter(
      Committer<KafkaCommittable> committer,
      TransactionInspector inspector,
      Set<String> acceptedLosses) {
    this.committer = committer;
    this.inspector = inspector;
    this.acceptedLosses = acceptedLosses;
  }

  /**
   * @throws LostTransactionException for a transaction that Kafka didn't commit and won't
   * @throws IOException for one that is still open or can't be asked about: a restart tries again
   */
  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    for (CommitRequest<KafkaCommittable> request : requests) {
      FailureNotingRequest noting = new FailureNotingRequest(request);
      committer.commit(List.of(noting));
      if (noting.failure() != null) {
        settle(request, noting.failure());
      }
    }
  }

  @Override
  public void close() throws Exception {
    committer.close();
  }

  private void settle(CommitRequest<KafkaCommittable> request, Throwable failure)
      throws IOException, InterruptedException {
    KafkaCommittable transaction = request.getCommittable();
    String id = transaction.getTransactionalId();
    TransactionOutcome outcome = inspector.inspect(transaction, failure);
    switch (outcome.kind()) {
      case COMMITTED -> {
        LOG.info("Kafka transaction {} was committed before: {}", id, outcome.evidence());
        request.signalAlreadyCommitted();
      }
      case OPEN ->
          throw new IOException(
              "Kafka transaction %s is not committed yet (%s); a restart of the job tries again"
                  .formatted(id, outcome.evidence()),
              failure);
      case LOST -> {
        if (!acceptedLosses.contains(id)) {
          throw new LostTransactionException(transaction, outcome.evidence(), failure);
        }
        LOG.error(
            "Kafka transaction {} is lost with all its records ({}); accepted by"
                + " kafka.accept-lost-transactions",
            id,
            outcome.evidence());
        request.signalFailedWithKnownReason(failure);
      }
    }
  }
}
