package io.riverrank.job.kafka.check;

import io.riverrank.job.errors.UserException;

/** The brokers or topics aren't fit for the job: the message is one sentence for a person. */
public final class TopicCheckException extends UserException {

  private static final long serialVersionUID = 1;

  public TopicCheckException(String message) {
    super(message);
  }

  public TopicCheckException(String message, Throwable cause) {
    super(message, cause);
  }
}
