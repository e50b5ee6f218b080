package io.riverrank.job;

import io.riverrank.job.commands.RiverrankCommands;
import io.riverrank.job.environment.Environments;
import picocli.CommandLine;

/**
 * Entry point of the job jar: {@code flink run riverrank-job.jar run …}, or application mode with
 * the same arguments. It never ends the JVM, which is Flink's.
 */
public final class RiverrankJob {

  private RiverrankJob() {}

  public static void main(String[] args) {
    CommandLine commandLine = RiverrankCommands.table(Environments.CLUSTER).commandLine(args);
    int exitCode = RiverrankCommands.execute(commandLine, args);
    if (exitCode != 0) {
      // The cause is what Flink's web UI and the cluster's operator show.
      throw new IllegalStateException(
          "riverrank ended with exit code " + exitCode, RiverrankCommands.failure(commandLine));
    }
  }
}
