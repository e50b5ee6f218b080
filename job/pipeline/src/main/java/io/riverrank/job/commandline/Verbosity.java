package io.riverrank.job.commandline;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code --verbose}, on every command. */
public final class Verbosity {

  @Option(names = "--verbose", description = "Log what happens, and show stack traces with errors.")
  private boolean verbose;

  /** Whether the command that ran was told so. */
  public static boolean isVerbose(CommandLine commandLine) {
    return commandLine.getMixins().values().stream()
        .anyMatch(mixin -> mixin instanceof Verbosity verbosity && verbosity.verbose);
  }
}
