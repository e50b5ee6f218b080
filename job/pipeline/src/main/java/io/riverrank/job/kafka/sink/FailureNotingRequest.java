package io.riverrank.job.kafka.sink;

import javax.annotation.Nullable;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/** Passes everything on to Flink's request, except failures: those it keeps. */
final class FailureNotingRequest implements CommitRequest<KafkaCommittable> {

  private final CommitRequest<KafkaCommittable> request;
  @Nullable private Throwable failure;

  FailureNotingRequest(CommitRequest<KafkaCommittable> request) {
    this.request = request;
  }

  /** Null if the commit worked or is to be tried again. */
  @Nullable
  Throwable failure() {
    return failure;
  }

  @Override
  public void signalFailedWithKnownReason(Throwable reason) {
    failure = reason;
  }

  @Override
  public void signalFailedWithUnknownReason(Throwable reason) {
    failure = reason;
  }

  @Override
  public KafkaCommittable getCommittable() {
    return request.getCommittable();
  }

  @Override
  public int getNumberOfRetries() {
    return request.getNumberOfRetries();
  }

  @Override
  public void retryLater() {
    request.retryLater();
  }

  @Override
  public void updateAndRetryLater(KafkaCommittable committable) {
    request.updateAndRetryLater(committable);
  }

  @Override
  public void signalAlreadyCommitted() {
    request.signalAlreadyCommitted();
  }
}
