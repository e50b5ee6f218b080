package io.riverrank.tools;

import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commands.CommandTable;
import io.riverrank.job.commands.RiverrankCommands;
import io.riverrank.job.environment.Environments;
import io.riverrank.job.errors.OutOfMemory;
import io.riverrank.tools.bench.BenchCommand;
import io.riverrank.tools.demo.DemoCommand;
import io.riverrank.tools.evaluate.EvaluateCommand;
import io.riverrank.tools.monitor.MonitorGroup;
import io.riverrank.tools.openvino.OpenVinoCommand;
import io.riverrank.tools.rank.RankCommand;
import io.riverrank.tools.score.ScoreCommand;
import java.io.File;
import java.util.Arrays;
import org.apache.flink.util.FileUtils;

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
    // A thread that ends so would leave others that wait for it.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          failure.printStackTrace();
          endIfOutOfMemory(failure);
        });
    try {
      System.exit(run(args));
    } catch (OutOfMemoryError e) {
      endIfOutOfMemory(e);
    }
  }

  private static int run(String... args) {
    int exitCode = RiverrankCommands.execute(commands().commandLine(args), args);
    String folder = System.getProperty("riverrank.run-folder");
    if (folder != null) {
      // The launcher's, which removes it after a run that was interrupted.
      FileUtils.deleteDirectoryQuietly(new File(folder));
    }
    return exitCode;
  }

  /** What the launcher's -XX:OnOutOfMemoryError doesn't see: direct memory, threads. */
  private static void endIfOutOfMemory(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      System.err.println("riverrank: " + OutOfMemory.sentence(null));
      Runtime.getRuntime().halt(ExitCodes.FAILED);
    }
  }

  /** All commands. */
  static CommandTable commands() {
    return RiverrankCommands.table(Environments.LOCAL)
        .put("monitor", () -> MonitorGroup.create(Environments.LOCAL))
        .put("score", ScoreCommand::new)
        .put("rank", RankCommand::new)
        .put("evaluate", EvaluateCommand::new)
        .put("bench", BenchCommand::new)
        .put("demo", DemoCommand::new)
        .put("openvino", OpenVinoCommand::new);
  }
}
