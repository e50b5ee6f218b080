package io.riverrank.operators.model;

import io.riverrank.operators.errors.FileProblem;
import io.riverrank.operators.settings.ModelSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model directory on this machine's disk. A directory that was fetched or extracted for this
 * object goes when it is closed; a user's own directory is left alone.
 */
public final class LocalModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalModel.class);

  /** A system property. */
  private static final String CACHE_PROPERTY = "riverrank.cache-dir";

  private final Path directory;
  @Nullable private final Path temporary;

  private LocalModel(Path directory, @Nullable Path temporary) {
    this.directory = directory;
    this.temporary = temporary;
  }

  /**
   * Makes the model's files local.
   *
   * @throws ModelException if the place has no model
   * @throws IOException if the place can't be read now; trying again may help
   */
  public static LocalModel obtain(ModelSettings settings) throws IOException {
    String uri = settings.uri();
    if (uri.equals(ModelSettings.BUNDLED)) {
      Path kept = settings.cacheDir() == null ? keptCopy() : null;
      if (kept != null) {
        return new LocalModel(kept, null);
      }
      Path temporary = temporaryDirectory(settings);
      try {
        return temporary(BundledModel.extract(temporary), temporary);
      } catch (IOException e) {
        FileUtils.deleteDirectoryQuietly(temporary.toFile());
        throw e;
      }
    }
    if (!uri.contains(":/")) {
      return new LocalModel(path(uri), null);
    }
    org.apache.flink.core.fs.Path location = location(uri);
    if ("file".equals(location.toUri().getScheme())) {
      return new LocalModel(Path.of(location.getPath()), null);
    }
    return fetch(location, settings);
  }

  /** Where the launcher has a folder that outlives its runs; null where that can't be used. */
  @Nullable
  private static Path keptCopy() {
    String folder = System.getProperty(CACHE_PROPERTY);
    if (folder == null) {
      return null;
    }
    try {
      return BundledModel.extract(Path.of(folder));
    } catch (IOException e) {
      LOG.debug("{} can't keep the bundled model", folder, e);
      return null;
    }
  }

  private static Path path(String uri) {
    try {
      return Path.of(uri);
    } catch (InvalidPathException e) {
      throw new ModelException("%s is not a path: %s".formatted(uri, e.getReason()), e);
    }
  }

  private static org.apache.flink.core.fs.Path location(String uri) {
    try {
      var location = new org.apache.flink.core.fs.Path(uri);
      if (location.getName().isEmpty()) {
        throw new ModelException("%s names no folder; give the model's own".formatted(uri));
      }
      return location;
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          "%s is neither a path nor a URI: %s".formatted(uri, e.getMessage()), e);
    }
  }

  /** Also goes with a JVM that is ended while the model is in use, by Ctrl-C for example. */
  private static LocalModel temporary(Path directory, Path temporary) throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      // Folders first: the last to be registered is the first to be deleted.
      files.forEach(file -> file.toFile().deleteOnExit());
    }
    return new LocalModel(directory, temporary);
  }

  /** Where the files are. */
  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    if (temporary != null) {
      FileUtils.deleteDirectoryQuietly(temporary.toFile());
    }
  }

  private static Path temporaryDirectory(ModelSettings settings) throws IOException {
    if (settings.cacheDir() == null) {
      return Files.createTempDirectory("riverrank-model-");
    }
    try {
      Path parent = Files.createDirectories(Path.of(settings.cacheDir()));
      return Files.createTempDirectory(parent, "riverrank-model-");
    } catch (IOException e) {
      throw new ModelException(
          "rerank.model.cache-dir %s can't be written: %s"
              .formatted(settings.cacheDir(), FileProblem.of(e)),
          e);
    }
  }

  private static LocalModel fetch(org.apache.flink.core.fs.Path source, ModelSettings settings)
      throws IOException {
    FileSystem fileSystem = fileSystem(source);
    if (!fileSystem.exists(source)) {
      throw new ModelException("there is no model at %s".formatted(source));
    }
    Path temporary = temporaryDirectory(settings);
    try {
      Path directory = Files.createDirectory(temporary.resolve(source.getName()));
      copyFiles(fileSystem, source, directory, ModelDirectory.SCORE_FILES::contains);
      copyModel(fileSystem, source, directory, settings.file());
      return temporary(directory, temporary);
    } catch (IOException | RuntimeException e) {
      FileUtils.deleteDirectoryQuietly(temporary.toFile());
      throw e;
    }
  }

  /** The chosen model with weights that it may refer to, not its sibling models. */
  private static void copyModel(
      FileSystem fileSystem,
      org.apache.flink.core.fs.Path source,
      Path directory,
      @Nullable String wanted)
      throws IOException {
    List<String> names = new ArrayList<>(names(fileSystem, source, ""));
    var onnx = new org.apache.flink.core.fs.Path(source, OnnxFiles.DIRECTORY);
    if (fileSystem.exists(onnx)) {
      names.addAll(names(fileSystem, onnx, OnnxFiles.DIRECTORY + '/'));
    }
    String file = OnnxFiles.choose(source.toString(), names, wanted);
    String chosen = file.substring(file.lastIndexOf('/') + 1);
    if (!chosen.equals(file)) {
      copyFiles(
          fileSystem,
          onnx,
          Files.createDirectory(directory.resolve(OnnxFiles.DIRECTORY)),
          name -> name.equals(chosen) || !name.endsWith(".onnx"));
      return;
    }
    // Beside config.json there may be weights of every other framework.
    copyFiles(fileSystem, source, directory, chosen::equals);
    Set<String> weights = Set.copyOf(OnnxGraph.read(directory.resolve(chosen)).externalData());
    copyFiles(fileSystem, source, directory, weights::contains);
  }

  private static FileSystem fileSystem(org.apache.flink.core.fs.Path source) throws IOException {
    try {
      return source.getFileSystem();
    } catch (UnsupportedFileSystemSchemeException e) {
      throw new ModelException(
          "Flink has no file system for %s; put its plugin into Flink's plugins/ (or copy the model to a path)"
              .formatted(source),
          e);
    }
  }

  private static List<String> names(
      FileSystem fileSystem, org.apache.flink.core.fs.Path folder, String prefix)
      throws IOException {
    List<String> names = new ArrayList<>();
    for (FileStatus status : fileSystem.listStatus(folder)) {
      names.add(prefix + status.getPath().getName());
    }
    return names;
  }

  private interface NameFilter {
    boolean takes(String name);
  }

  private static void copyFiles(
      FileSystem fileSystem, org.apache.flink.core.fs.Path from, Path to, NameFilter filter)
      throws IOException {
    for (FileStatus status : fileSystem.listStatus(from)) {
      String name = status.getPath().getName();
      if (!status.isDir() && filter.takes(name)) {
        try (InputStream in = fileSystem.open(status.getPath())) {
          Files.copy(in, to.resolve(name));
        }
      }
    }
  }
}
