package io.riverrank.job.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.junit.jupiter.api.Test;

class StrictCommitterTest {

  private static final KafkaCommittable TRANSACTION =
      new KafkaCommittable(1, (short) 0, "riverrank-results-0-9", null);

  @Test
  void silentKafkaIsNoProof() {
    Properties nowhere = new Properties();
    nowhere.setProperty("bootstrap.servers", "127.0.0.1:1");
    nowhere.setProperty("default.api.timeout.ms", "200");
    nowhere.setProperty("request.timeout.ms", "200");
    IOException fenced = new IOException("fenced");
    StrictCommitter committer =
        new StrictCommitter(new Failing(fenced), new TransactionInspector(nowhere), Set.of());
    assertThatThrownBy(() -> committer.commit(List.of(new Request())))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(LostTransactionException.class)
        .hasMessageContaining("riverrank-results-0-9")
        .hasMessageContaining("Kafka doesn't say what became of it")
        .hasCause(fenced);
  }

  @Test
  void closesWhatItWraps() throws Exception {
    Failing wrapped = new Failing(new IOException());
    new StrictCommitter(wrapped, new TransactionInspector(new Properties()), Set.of()).close();
    assertThat(wrapped.closed).isTrue();
  }

  private static final class Failing implements Committer<KafkaCommittable> {

    private final Exception reason;
    private boolean closed;

    Failing(Exception reason) {
      this.reason = reason;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
      requests.forEach(request -> request.signalFailedWithKnownReason(reason));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Every signal of it is a failure of the test: the strict committer has to throw before. */
  private static final class Request implements Committer.CommitRequest<KafkaCommittable> {

    @Override
    public KafkaCommittable getCommittable() {
      return TRANSACTION;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void retryLater() {
      throw new AssertionError();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable other) {
      throw new AssertionError();
    }

    @Override
    public void signalAlreadyCommitted() {
      throw new AssertionError();
    }
  }
}
