package io.riverrank.job.options;

/** What a user said can't be: the message is one sentence for that user and holds no secrets. */
public class SettingsException extends IllegalArgumentException {

  public SettingsException(String message) {
    super(message);
  }
}
