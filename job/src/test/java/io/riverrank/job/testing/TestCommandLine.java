package io.riverrank.job.testing;

import io.riverrank.job.bench.BenchCommand;
import io.riverrank.job.cli.Environments;
import io.riverrank.job.cli.RiverrankCommands;
import io.riverrank.job.demo.DemoCommand;
import io.riverrank.job.evaluate.EvaluateCommand;
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

  public static TestCommandLine run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        RiverrankCommands.create(Environments.LOCAL)
            .addSubcommand(new EvaluateCommand())
            .addSubcommand(new DemoCommand())
            .addSubcommand(new BenchCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    int exitCode = RiverrankCommands.execute(commandLine, args);
    return new TestCommandLine(exitCode, out.toString(), err.toString());
  }
}
