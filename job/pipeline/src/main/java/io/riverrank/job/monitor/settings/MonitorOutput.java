package io.riverrank.job.monitor.settings;

import javax.annotation.Nullable;

/**
 * Where metrics, dead letters and alerts go.
 *
 * @param metrics a file; null for the topic
 * @param deadLetters a file; null for the topic
 * @param alerts a file; null for the topic
 */
public record MonitorOutput(
    @Nullable String metrics, @Nullable String deadLetters, @Nullable String alerts) {

  public boolean isTopic() {
    return metrics == null;
  }
}
