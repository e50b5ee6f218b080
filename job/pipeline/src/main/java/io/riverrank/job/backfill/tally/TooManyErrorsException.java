package io.riverrank.job.backfill.tally;

import io.riverrank.job.errors.UserException;

/** A backfill has more dead letters than it may; the message is for the user. */
final class TooManyErrorsException extends UserException {

  private static final long serialVersionUID = 1;

  public TooManyErrorsException(String message) {
    super(message);
  }
}
