package io.riverrank.tools;

import io.riverrank.job.testing.TestCommandLine;

/** What the launcher gives the shell. */
public final class TestTools {

  private TestTools() {}

  public static TestCommandLine run(String... args) {
    return TestCommandLine.run(Riverrank.commands().commandLine(args), args);
  }
}
