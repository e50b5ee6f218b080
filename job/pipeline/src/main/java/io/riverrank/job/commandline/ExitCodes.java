package io.riverrank.job.commandline;

/** What the shell gets to know. */
public final class ExitCodes {
  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int MODEL = 3;
  public static final int KAFKA = 4;

  private ExitCodes() {}
}
