package io.riverrank.job.backfill.output;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Files of which no half is ever seen. */
final class WholeFile {

  private WholeFile() {}

  /** Writes under another name first, so that no half of a file is taken for a whole. */
  static void write(Path path, byte[] bytes) throws IOException {
    FileSystem fileSystem = path.getFileSystem();
    Path unfinished = new Path(path.getParent(), "." + path.getName() + ".unfinished");
    try (OutputStream out = fileSystem.create(unfinished, FileSystem.WriteMode.OVERWRITE)) {
      out.write(bytes);
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
