package io.riverrank.job.testing;

import io.riverrank.job.commands.RiverrankCommands;
import io.riverrank.job.environment.Environments;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command line gives the shell.
 *
 * @param out standard output
 * @param err standard error
 */
public record TestCommandLine(int exitCode, String out, String err) {

  /** Of the commands that a cluster knows, in a Flink of their own. */
  public static TestCommandLine run(String... args) {
    return run(RiverrankCommands.table(Environments.LOCAL).commandLine(args), args);
  }

  public static TestCommandLine run(CommandLine commandLine, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = RiverrankCommands.execute(commandLine, args);
    return new TestCommandLine(exitCode, out.toString(), err.toString());
  }
}
