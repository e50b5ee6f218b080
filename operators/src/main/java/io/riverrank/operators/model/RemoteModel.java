package io.riverrank.operators.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/** A model directory on one of Flink's file systems, with the ONNX file that was chosen there. */
final class RemoteModel implements ModelSource {
  private static final String ONNX = OnnxFiles.DIRECTORY + '/';

  private final Path location;
  @Nullable private final String wanted;
  private final FileSystem fileSystem;
  @Nullable private SortedMap<String, FileStatus> files;

  /**
   * @param wanted the ONNX file that the user asked for; null for the default
   * @throws ModelException if Flink has no such file system
   */
  RemoteModel(Path location, @Nullable String wanted) throws IOException {
    this.location = location;
    this.wanted = wanted;
    this.fileSystem = fileSystem(location);
  }

  private static FileSystem fileSystem(Path location) throws IOException {
    try {
      return location.getFileSystem();
    } catch (UnsupportedFileSystemSchemeException e) {
      throw new ModelException(
          "Flink has no file system for %s; put its plugin into Flink's plugins/ (or copy the model to a path)"
              .formatted(location),
          e);
    }
  }

  @Override
  public String name() {
    return location.getName();
  }

  /** Names, lengths and times: a file that was written again counts as another. */
  @Override
  public String version() throws IOException {
    String chosen = chosen();
    return files().entrySet().stream()
        .filter(f -> belongs(f.getKey(), chosen))
        .map(
            f ->
                f.getKey() + ' ' + f.getValue().getLen() + ' ' + f.getValue().getModificationTime())
        .collect(Collectors.joining("\n", location + "\n", ""));
  }

  @Override
  public long bytes() throws IOException {
    String chosen = chosen();
    return files().entrySet().stream()
        .filter(f -> belongs(f.getKey(), chosen))
        .mapToLong(f -> f.getValue().getLen())
        .sum();
  }

  /**
   * Of the files in {@code onnx/} all but sibling models, since they may be weights of the chosen
   * one; beside {@code config.json} there may be weights of every other framework.
   */
  private static boolean belongs(String file, String chosen) {
    boolean weights = file.startsWith(ONNX) && chosen.startsWith(ONNX) && !file.endsWith(".onnx");
    return weights || file.equals(chosen) || ModelDirectory.SCORE_FILES.contains(file);
  }

  @Override
  public void copyTo(java.nio.file.Path folder) throws IOException {
    String chosen = chosen();
    copy(folder, file -> belongs(file, chosen));
    if (!chosen.startsWith(ONNX)) {
      Set<String> weights = Set.copyOf(OnnxGraph.read(folder.resolve(chosen)).externalData());
      copy(folder, file -> weights.contains(file) && !belongs(file, chosen));
    }
  }

  private String chosen() throws IOException {
    return OnnxFiles.choose(location.toString(), List.copyOf(files().keySet()), wanted);
  }

  /** By name relative to the directory, as they were when they were first asked for. */
  private SortedMap<String, FileStatus> files() throws IOException {
    if (files == null) {
      if (!fileSystem.exists(location)) {
        throw new ModelException("there is no model at %s".formatted(location));
      }
      SortedMap<String, FileStatus> found = new TreeMap<>();
      list(location, "", found);
      Path onnx = new Path(location, OnnxFiles.DIRECTORY);
      if (fileSystem.exists(onnx)) {
        list(onnx, ONNX, found);
      }
      files = found;
    }
    return files;
  }

  private void list(Path folder, String prefix, Map<String, FileStatus> found) throws IOException {
    for (FileStatus status : fileSystem.listStatus(folder)) {
      if (!status.isDir()) {
        found.put(prefix + status.getPath().getName(), status);
      }
    }
  }

  private void copy(java.nio.file.Path folder, Predicate<String> takes) throws IOException {
    for (Map.Entry<String, FileStatus> file : files().entrySet()) {
      if (!takes.test(file.getKey())) {
        continue;
      }
      FileStatus status = file.getValue();
      java.nio.file.Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      try (InputStream in = fileSystem.open(status.getPath())) {
        long copied = Files.copy(in, target);
        if (copied != status.getLen()) {
          throw new IOException(
              "%s ended after %d of %d bytes".formatted(status.getPath(), copied, status.getLen()));
        }
      }
    }
  }
}
