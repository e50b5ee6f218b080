package io.riverrank.job;

import io.riverrank.job.bench.BenchCommand;
import io.riverrank.job.cli.Environments;
import io.riverrank.job.cli.RiverrankCommands;
import io.riverrank.job.demo.DemoCommand;
import io.riverrank.job.evaluate.EvaluateCommand;
import java.util.Arrays;

/** Entry point of the {@code riverrank} launcher: all commands, in a JVM of its own. */
public final class Riverrank {

  private Riverrank() {}

  public static void main(String[] args) {
    if (Arrays.asList(args).contains("--verbose")) {
      // Before the first logger reads its configuration.
      System.setProperty("riverrank.log.level", "INFO");
    }
    if (!Arrays.asList(args).contains("run")) {
      // Only a job that restarts has to say why; other commands end with the reason.
      System.setProperty("riverrank.log.tasks", "ERROR");
    }
    System.exit(
        RiverrankCommands.execute(
            RiverrankCommands.create(Environments.LOCAL)
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new BenchCommand()),
            args));
  }
}
