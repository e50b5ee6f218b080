package io.riverrank.tools.bench.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;

/**
 * A model directory with the same files as another but for the end of one: the same cost, another
 * model. It goes when it is closed.
 */
final class ModelTwin implements AutoCloseable {
  private static final String CHANGED = "config.json";

  private final Path folder;

  private ModelTwin(Path folder) {
    this.folder = folder;
  }

  static ModelTwin of(Path directory) throws IOException {
    ModelTwin twin = new ModelTwin(Files.createTempDirectory("riverrank-bench-"));
    try (Stream<Path> walk = Files.walk(directory)) {
      List<Path> files = walk.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        twin.take(file, directory.relativize(file).toString());
      }
      return twin;
    } catch (IOException | RuntimeException e) {
      twin.close();
      throw e;
    }
  }

  private void take(Path file, String name) throws IOException {
    Path copy = folder.resolve(name);
    Files.createDirectories(copy.getParent());
    if (name.equals(CHANGED)) {
      Files.writeString(copy, Files.readString(file) + "\n");
      return;
    }
    try {
      Files.createLink(copy, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // Another file system, or one without links.
      Files.copy(file, copy);
    }
  }

  String uri() {
    return folder.toString();
  }

  @Override
  public void close() throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
  }
}
