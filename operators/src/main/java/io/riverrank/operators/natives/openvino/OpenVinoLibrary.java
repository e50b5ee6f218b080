package io.riverrank.operators.natives.openvino;

import io.riverrank.operators.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** Where the plugin that ONNX Runtime calls OpenVINO by lies, and whether it can be loaded. */
public final class OpenVinoLibrary {

  /** Of the plugin that {@code riverrank openvino install} fetches. */
  public static final String VERSION = "1.8.1";

  /** The plugin's own file; OpenVINO's libraries lie beside it. */
  public static final String FILE = "libonnxruntime_providers_openvino_plugin.so";

  /** Names the plugin's file for all processes of a machine or an image. */
  public static final String VARIABLE = "RIVERRANK_OPENVINO_LIBRARY";

  static final String OPTION = "rerank.execution.openvino.library";

  private OpenVinoLibrary() {}

  /** Folder of a user that the plugin is installed to, by version. */
  public static Path installFolder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path parent =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return parent.resolve(Path.of("riverrank", "openvino", VERSION));
  }

  /** The file that is configured, or else installed; not looked into. */
  public static Optional<Path> find(@Nullable String configured) {
    if (configured != null) {
      return Optional.of(path(OPTION, configured));
    }
    String variable = System.getenv(VARIABLE);
    if (variable != null && !variable.isBlank()) {
      return Optional.of(path(VARIABLE, variable));
    }
    return Optional.of(installFolder().resolve(FILE)).filter(Files::exists);
  }

  /**
   * The file that is configured, or else installed, proven to be whole with all that lies beside
   * it: to map a library that is cut off kills the process.
   *
   * @throws ModelException if there is none, or this machine can't load it
   */
  public static Path require(@Nullable String configured) {
    Path found =
        find(configured)
            .orElseThrow(
                () ->
                    new ModelException(
                        "rerank.execution.provider is openvino, which is not installed; run `riverrank openvino install`, or set %s to a copy of %s"
                            .formatted(OPTION, FILE)));
    try {
      Path library = found.toRealPath();
      for (Path each : libraries(library.getParent())) {
        SharedObject.requireLoadable(each);
      }
      SharedObject.requireLoadable(library);
      return library;
    } catch (IOException e) {
      throw new ModelException(
          "OpenVINO's plugin %s can't be read; run `riverrank openvino install`, or set %s to a copy of %s"
              .formatted(found, OPTION, FILE),
          e);
    }
  }

  private static List<Path> libraries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("lib(openvino|tbb|hwloc).*"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static Path path(String name, String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new ModelException("%s is %s, which is no path".formatted(name, value), e);
    }
  }
}
