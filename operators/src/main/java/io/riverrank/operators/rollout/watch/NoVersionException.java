package io.riverrank.operators.rollout.watch;

import java.io.IOException;

/** A watched place that can be read has no version; the message says why, and what to do. */
final class NoVersionException extends IOException {
  private static final long serialVersionUID = 1;

  NoVersionException(String message) {
    super(message);
  }
}
