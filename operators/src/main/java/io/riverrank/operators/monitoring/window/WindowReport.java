package io.riverrank.operators.monitoring.window;

import java.io.IOException;
import java.io.Serializable;

/** What becomes of a window whose end the watermark has passed. */
interface WindowReport<T> extends Serializable {

  /** Called once, before any report. */
  default void open() throws IOException {}

  /**
   * @param revision 0, then 1, 2, … as late results come
   */
  T report(WindowPart window, int revision) throws IOException;
}
