package io.riverrank.operators.monitoring.window;

import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.drift.BaselineFile;
import java.io.IOException;
import java.io.Serializable;

/**
 * A baseline's file, which travels with the job: task managers need no access to it, and a restart
 * has the same one.
 *
 * @param name of the file, for errors
 * @param bytes not to be changed
 */
public record SavedBaseline(String name, byte[] bytes) implements Serializable {

  /**
   * @throws IOException if it can't be read; the message says why and what to do
   */
  public Baseline read() throws IOException {
    return BaselineFile.read(name, bytes);
  }
}
