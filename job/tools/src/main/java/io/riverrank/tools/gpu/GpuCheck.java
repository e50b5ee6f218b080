package io.riverrank.tools.gpu;

import io.riverrank.job.commands.RiverrankCommands;
import picocli.CommandLine;

/** Entry point of a GPU bundle's {@code check.sh}; the launcher does not offer it. */
public final class GpuCheck {

  private GpuCheck() {}

  public static void main(String[] args) {
    System.exit(RiverrankCommands.execute(new CommandLine(new GpuCheckCommand()), args));
  }
}
