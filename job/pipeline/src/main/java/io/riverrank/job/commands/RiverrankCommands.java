package io.riverrank.job.commands;

import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commandline.UnreadableArgument;
import io.riverrank.job.environment.Environments;
import java.util.Optional;
import javax.annotation.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line as a whole: {@code riverrank COMMAND …}. */
@Command(
    name = "riverrank",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Reranks a stream of search results with a cross-encoder.",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  it worked",
      "  1  it failed",
      "  2  the command line or an option is wrong, or a file that it names is not there",
      "  3  the model can't be used",
      "  4  Kafka or its topics are not fit for the job",
      "  130  ended by INT (Ctrl-C)",
      "  137  killed, or out of memory",
      "  143  ended by TERM",
      "",
      "riverrank COMMAND --help tells more; README.md tells all."
    })
public final class RiverrankCommands implements Runnable {

  @Spec private CommandSpec spec;

  /** The commands that a cluster knows, too. */
  public static CommandTable table(Environments environments) {
    return new CommandTable()
        .put("run", () -> new RunCommand(environments))
        .put("backfill", () -> new BackfillCommand(environments))
        .put("monitor", () -> monitor(environments, new MonitorCommand(environments)))
        .put("dead-letters", DeadLettersCommand::new)
        .put("models", ModelsCommand::create);
  }

  /** A monitor with the commands that it has everywhere. */
  public static CommandLine monitor(Environments environments, MonitorCommand monitor) {
    return new CommandLine(monitor).addSubcommand(new MonitorBaselineCommand(environments));
  }

  /** Runs one command line; errors are said, not thrown. */
  public static int execute(CommandLine commandLine, String... args) {
    Optional<String> unreadable = UnreadableArgument.in(args);
    if (unreadable.isPresent()) {
      commandLine.getErr().println("riverrank: " + unreadable.get());
      commandLine.setExecutionExceptionHandler(new Failures());
      return ExitCodes.USAGE;
    }
    return commandLine
        .setExecutionExceptionHandler(new Failures())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .execute(args);
  }

  /** What the last command of this command line failed with; null if it said so itself. */
  @Nullable
  public static Throwable failure(CommandLine commandLine) {
    return ((Failures) commandLine.getExecutionExceptionHandler()).last();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
