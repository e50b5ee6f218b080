package io.riverrank.job.kafka.sink;

import java.io.IOException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/** Kafka won't commit what a checkpoint counts as written, and doesn't say that it did before. */
final class LostTransactionException extends IOException {

  private static final long serialVersionUID = 1;

  /**
   * @param evidence what Kafka says about the transaction
   */
  LostTransactionException(KafkaCommittable transaction, String evidence, Throwable cause) {
    super(
        ("Kafka transaction %1$s (producer id %2$d, epoch %3$d) failed to commit and is not provably"
                + " committed: %4$s. Unless it was committed all the same, the results or dead"
                + " letters that a checkpoint wrote in it are lost if the job simply goes on. Start"
                + " the job from an older savepoint or checkpoint, or without one from before that"
                + " checkpoint (kafka.starting-offsets=timestamp), so that they are written again."
                + " If another job has the same kafka.transactional-id-prefix, give each its own; if"
                + " the job was down for longer than kafka.transaction-timeout, raise that. Only to"
                + " go on without these records: kafka.accept-lost-transactions=%1$s")
            .formatted(
                transaction.getTransactionalId(),
                transaction.getProducerId(),
                transaction.getEpoch(),
                evidence),
        cause);
  }
}
