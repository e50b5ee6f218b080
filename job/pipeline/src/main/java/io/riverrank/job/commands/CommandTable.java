package io.riverrank.job.commands;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands of {@code riverrank} by name, in the order of its help. A process runs one of them,
 * and each takes milliseconds to make.
 */
public final class CommandTable {
  private final Map<String, Supplier<?>> commands = new LinkedHashMap<>();

  CommandTable() {}

  /**
   * Adds one, or puts it in the place of the one with that name.
   *
   * @param name as in the command's annotation
   * @param maker of an annotated command, or of a {@link CommandLine} with commands of its own
   */
  public CommandTable put(String name, Supplier<?> maker) {
    commands.put(name, maker);
    return this;
  }

  /**
   * A command line for these arguments: of the command that they begin with; of all commands where
   * they begin with none, for help and for what is misspelt.
   */
  public CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(new RiverrankCommands());
    if (args.length > 0 && commands.containsKey(args[0])) {
      return line.addSubcommand(args[0], commands.get(args[0]).get());
    }
    commands.forEach((name, maker) -> line.addSubcommand(name, maker.get()));
    return line;
  }
}
