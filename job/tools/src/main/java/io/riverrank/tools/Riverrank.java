package io.riverrank.tools;

import io.riverrank.job.commands.RiverrankCommands;
import io.riverrank.job.environment.Environments;
import io.riverrank.tools.bench.BenchCommand;
import io.riverrank.tools.demo.DemoCommand;
import io.riverrank.tools.evaluate.EvaluateCommand;
import io.riverrank.tools.rank.RankCommand;
import io.riverrank.tools.score.ScoreCommand;
import java.util.Arrays;
import picocli.CommandLine;

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
    System.exit(RiverrankCommands.execute(commands(), args));
  }

  /** All commands. */
  static CommandLine commands() {
    return RiverrankCommands.create(Environments.LOCAL)
        .addSubcommand(new ScoreCommand())
        .addSubcommand(new RankCommand())
        .addSubcommand(new EvaluateCommand())
        .addSubcommand(new BenchCommand())
        .addSubcommand(new DemoCommand());
  }
}
