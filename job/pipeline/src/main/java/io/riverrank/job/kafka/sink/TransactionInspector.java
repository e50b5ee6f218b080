package io.riverrank.job.kafka.sink;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import javax.annotation.Nullable;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** Asks Kafka what became of a transaction. Connects only then: that is once in a restart. */
class TransactionInspector {

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
      return TransactionOutcome.judge(transaction, describe(admin, id));
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

  @Nullable
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
}
