package io.riverrank.operators.options;

/** What a user said can't be: the message is one sentence for that user and holds no secrets. */
public class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public SettingsException(String message) {
    super(message);
  }
}
