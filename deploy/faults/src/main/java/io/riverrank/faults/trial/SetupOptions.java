package io.riverrank.faults.trial;

import io.riverrank.faults.cluster.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where a run is, and its folder from begin to end. A picocli mixin. */
public final class SetupOptions {

  private static final int LOWEST_PORT = 1024;
  private static final int HIGHEST_PORT = 65530;

  private final String name;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--keep", description = "Keep data and logs, also of a run that passed.")
  private boolean keep;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Folder for data and logs. Default: a new one for temporary files.")
  @Nullable
  private Path folder;

  @Option(
      names = "--ports",
      paramLabel = "N",
      description = "First of five free ports. Default: ${DEFAULT-VALUE}.")
  private int ports;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = {
        "An option that every job has, and the model that its scores are compared with.",
        "rerank.model.uri is instead of the bundled model only."
      })
  private Map<String, String> options = Map.of();

  @Option(names = "--repository", required = true, hidden = true)
  private Path repository;

  @Option(names = "--flink", required = true, hidden = true)
  private Path flink;

  /**
   * @param name begin of the name of a temporary folder
   * @param ports the default of {@code --ports}
   */
  public SetupOptions(String name, int ports) {
    this.name = name;
    this.ports = ports;
  }

  /** What is known before a run begins: all but its folder. */
  public Setup layout() {
    return new Setup(repository, flink, Path.of("."), new Ports(ports), options);
  }

  /**
   * Makes the folder.
   *
   * @throws ParameterException if the folder is there already, or ports are taken or none
   */
  public Setup begin() throws IOException {
    if (ports < LOWEST_PORT || ports > HIGHEST_PORT) {
      throw wrong(
          "--ports %d is not between %d and %d".formatted(ports, LOWEST_PORT, HIGHEST_PORT));
    }
    if (folder != null && Files.exists(folder)) {
      throw wrong("--folder %s is there already; give a new one".formatted(folder));
    }
    try {
      new Ports(ports).requireFree();
    } catch (IOException e) {
      throw wrong(e.getMessage());
    }
    Path made = folder == null ? Files.createTempDirectory(name) : Files.createDirectories(folder);
    return new Setup(repository, flink, made.toRealPath(), new Ports(ports), options);
  }

  /** Deletes the folder, or says where it is: that of a run that did not pass stays. */
  public void end(Setup setup, boolean passed) throws IOException {
    if (passed && !keep) {
      FileUtils.deleteDirectory(setup.folder().toFile());
    } else {
      PrintWriter err = command.commandLine().getErr();
      err.printf("data and logs are in %s%n", setup.folder());
      err.flush();
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
