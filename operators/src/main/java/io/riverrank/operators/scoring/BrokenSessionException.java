package io.riverrank.operators.scoring;

/** The session fails on a pair that it is known to score: no pair is to blame. */
public final class BrokenSessionException extends RuntimeException {

  BrokenSessionException(Throwable cause) {
    super("the model fails on a pair that it scored at start: " + cause.getMessage(), cause);
  }
}
