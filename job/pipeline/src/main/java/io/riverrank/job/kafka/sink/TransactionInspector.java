package io.riverrank.job.kafka.sink;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Asks Kafka what became of a transaction. Connects only then: that is once in a restart. */
class TransactionInspector {

  private static final String TRANSACTION_VERSION = "transaction.version";

  /** From this version on each end of a transaction raises its producer's epoch (KIP-890). */
  private static final short RAISES_EPOCH = 2;

  private final Properties adminProperties;

  TransactionInspector(Properties adminProperties) {
    this.adminProperties = adminProperties;
  }

  /**
   * @param failure of the commit, for the error
   * @throws IOException if Kafka can't be asked
   */
  TransactionOutcome inspect(KafkaCommittable transaction, Throwable failure)
      throws IOException, InterruptedException {
    String id = transaction.getTransactionalId();
    try (Admin admin = Admin.create(adminProperties)) {
      TransactionDescription described = describe(admin, id);
      return TransactionOutcome.judge(transaction, described, commitRaisesEpoch(admin));
    } catch (ExecutionException | KafkaException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      IOException unproven =
          new IOException(
              ("Kafka transaction %s failed to commit, and Kafka doesn't say what became of it"
                      + " (%s); a restart of the job tries again")
                  .formatted(id, cause.getMessage()),
              failure);
      unproven.addSuppressed(cause);
      throw unproven;
    }
  }

  private static TransactionDescription describe(Admin admin, String id)
      throws ExecutionException, InterruptedException {
    try {
      return admin.describeTransactions(List.of(id)).description(id).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return null;
      }
      throw e;
    }
  }

  private static boolean commitRaisesEpoch(Admin admin)
      throws ExecutionException, InterruptedException {
    try {
      FinalizedVersionRange version =
          admin
              .describeFeatures()
              .featureMetadata()
              .get()
              .finalizedFeatures()
              .get(TRANSACTION_VERSION);
      return version != null && version.maxVersionLevel() >= RAISES_EPOCH;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnsupportedVersionException) {
        return false;
      }
      throw e;
    }
  }
}
