package io.riverrank.job.backfill.tally;

import io.riverrank.job.errors.UserException;

/** The model of a backfill's results is another than it was; the message is for the user. */
final class OtherModelException extends UserException {

  private static final long serialVersionUID = 1;

  OtherModelException(String message) {
    super(message);
  }
}
