package io.riverrank.faults.inject;

import io.riverrank.faults.inject.agent.Command;
import io.riverrank.faults.inject.agent.Injection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The suite's end of the agent: commands it and counts what it did. */
public final class FaultSwitch {

  private final Path folder;

  /**
   * @param folder that the agents of all task managers listen to
   */
  public FaultSwitch(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    set(Command.OFF);
  }

  /** The JVM option that installs the agent. */
  public String jvmOption(Path agentJar) {
    return "-javaagent:%s=%s".formatted(agentJar, folder);
  }

  /** Takes effect with the next run or commit. */
  public void set(Command command) throws IOException {
    Path written = Files.writeString(folder.resolve("next"), command.line());
    Files.move(
        written,
        folder.resolve(Injection.COMMAND),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** How often a task manager did what {@code mode} says, since the suite's start. */
  public long count(Command.Mode mode) throws IOException {
    Path record = folder.resolve(Injection.RECORD);
    if (!Files.exists(record)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(record)) {
      return lines.filter(line -> line.startsWith(mode.name() + " ")).count();
    }
  }
}
