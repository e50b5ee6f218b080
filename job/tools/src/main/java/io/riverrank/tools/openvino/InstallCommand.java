package io.riverrank.tools.openvino;

import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commandline.Verbosity;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.openvino.OpenVinoLibrary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code openvino install}: fetches the pinned wheel, proves it and unpacks what a CPU needs. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Fetches OpenVINO's plugin for ONNX Runtime by your pip, from the index that it is configured"
            + " for, and unpacks it where the provider openvino finds it.")
final class InstallCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "Folder to unpack to; what else it has stays. Default: riverrank/openvino/VERSION in the"
              + " user's cache, where it is"
              + " found without an option.")
  @Nullable
  private Path target;

  @Option(
      names = "--wheel",
      paramLabel = "FILE",
      description = "The wheel itself, fetched elsewhere, for a machine without an index.")
  @Nullable
  private Path wheel;

  @Option(
      names = "--pip",
      paramLabel = "COMMAND",
      split = " ",
      description = "How to call pip. Default: python3 -m pip, pip3 or pip, whichever there is.")
  private String[] pip = {};

  @Option(names = "--force", description = "Install again where it is installed.")
  private boolean force;

  @Mixin private Verbosity verbosity;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ThisMachine.require();
    Path folder = target == null ? OpenVinoLibrary.installFolder() : target.toAbsolutePath();
    PrintWriter out = spec.commandLine().getOut();
    if (force || !Files.exists(folder.resolve(OpenVinoLibrary.FILE))) {
      install(folder, PinnedWheel.read());
    }
    OpenVinoLibrary.require(folder.resolve(OpenVinoLibrary.FILE).toString());
    print(folder, out);
    return ExitCodes.OK;
  }

  private void install(Path folder, PinnedWheel pinned) throws IOException, InterruptedException {
    Path work = workFolder(folder);
    try {
      Path file = wheel == null ? Pip.find(pip).download(pinned, work) : wheel;
      pinned.require(file);
      Path unpacked = WheelArchive.unpack(file, work.resolve("unpacked"));
      place(unpacked, folder);
    } finally {
      FileUtils.deleteDirectoryQuietly(work.toFile());
    }
  }

  /**
   * Moves files into a folder, which keeps what else it has; the plugin itself comes last, since
   * where it is, all is taken to be there.
   */
  static void place(Path unpacked, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> files;
    try (Stream<Path> listed = Files.list(unpacked)) {
      files = new ArrayList<>(listed.toList());
    }
    files.sort(Comparator.comparing(file -> file.endsWith(OpenVinoLibrary.FILE)));
    for (Path file : files) {
      Files.move(
          file, folder.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Beside the folder, so that what is unpacked can be moved there at once. */
  private static Path workFolder(Path folder) {
    try {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new NotDirectoryException(folder.toString());
      }
      Files.createDirectories(folder.getParent());
      return Files.createTempDirectory(folder.getParent(), "install");
    } catch (IOException | RuntimeException e) {
      throw new ModelException(
          "OpenVINO can't be unpacked to %s (%s); name a folder that can be written by --to"
              .formatted(folder, e),
          e);
    }
  }

  private void print(Path folder, PrintWriter out) {
    String where =
        target == null
            ? ""
            : " -D rerank.execution.openvino.library=" + folder.resolve(OpenVinoLibrary.FILE);
    out.printf(
        "OpenVINO's plugin %s is in %s. In full precision:%n"
            + "  -D rerank.execution.provider=openvino%s%n"
            + "In bfloat16, where the processor has it:%n"
            + "  -D rerank.execution.provider=openvino -D rerank.execution.precision=bf16%s%n"
            + "Both are for fp32 files, the first also for int8 files with fixed scales. The bundled"
            + " model has neither: name yours by --model and --model-file.%n",
        OpenVinoLibrary.VERSION, folder, where, where);
    out.flush();
  }
}
