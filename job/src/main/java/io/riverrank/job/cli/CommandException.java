package io.riverrank.job.cli;

/** A command can't do its work: the message is one sentence for the user. */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
