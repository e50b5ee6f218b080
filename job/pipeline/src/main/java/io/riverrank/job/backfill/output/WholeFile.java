package io.riverrank.job.backfill.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Files of which no half is ever seen. */
public final class WholeFile {

  private WholeFile() {}

  /** What is in a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  static void write(Path path, byte[] bytes) throws IOException {
    write(path, out -> out.write(bytes));
  }

  /** Writes under another name first, so that no half of a file is taken for a whole. */
  public static void write(Path path, Content content) throws IOException {
    FileSystem fileSystem = path.getFileSystem();
    Path unfinished = new Path(path.getParent(), "." + path.getName() + ".unfinished");
    try (OutputStream out =
        new BufferedOutputStream(fileSystem.create(unfinished, FileSystem.WriteMode.OVERWRITE))) {
      content.writeTo(out);
    }
    if (!replace(fileSystem, unfinished, path)) {
      // A file system that renames to new names only.
      fileSystem.delete(path, false);
      if (!fileSystem.rename(unfinished, path)) {
        throw new IOException("%s can't be written".formatted(path));
      }
    }
  }

  /** In one step where the file system can, so that a kill leaves the one or the other. */
  private static boolean replace(FileSystem fileSystem, Path unfinished, Path path) {
    try {
      return fileSystem.rename(unfinished, path);
    } catch (IOException e) {
      return false;
    }
  }
}
