package io.riverrank.job;

import io.riverrank.job.cli.Environments;
import io.riverrank.job.cli.RiverrankCommands;

/**
 * Entry point of the job jar: {@code flink run riverrank-job.jar run …}, or application mode with
 * the same arguments. It never ends the JVM, which is Flink's.
 */
public final class RiverrankJob {

  private RiverrankJob() {}

  public static void main(String[] args) {
    int exitCode = RiverrankCommands.execute(RiverrankCommands.create(Environments.CLUSTER), args);
    if (exitCode != 0) {
      throw new IllegalStateException(
          "riverrank ended with exit code " + exitCode + "; the error stands above");
    }
  }
}
