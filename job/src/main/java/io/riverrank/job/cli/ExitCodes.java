package io.riverrank.job.cli;

/** What the shell gets to know. */
final class ExitCodes {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int MODEL = 3;
  static final int KAFKA = 4;

  private ExitCodes() {}
}
