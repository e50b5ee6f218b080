package io.riverrank.job.backfill.output;

import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Keeps a second backfill out of a folder. On this machine's disks the operating system holds the
 * lock, and lets go of it however the process ends; elsewhere it is a file, which a killed process
 * leaves behind.
 */
final class FolderLock implements AutoCloseable {

  private final Path path;
  @Nullable private final FileLock lock;

  private FolderLock(Path path, @Nullable FileLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * @param takeOver whether the user says that a lock which was left behind is nobody's
   */
  static FolderLock take(OutputFolder folder, boolean takeOver) throws IOException {
    Path path = new Path(folder.work(), "lock");
    return "file".equals(path.toUri().getScheme())
        ? new FolderLock(path, local(folder, java.nio.file.Path.of(path.getPath())))
        : remote(folder, path, takeOver);
  }

  private static FileLock local(OutputFolder folder, java.nio.file.Path path) throws IOException {
    Files.createDirectories(path.getParent());
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // The other one is in this process.
    }
    channel.close();
    throw new SettingsException(
        "another backfill writes into %s now; wait for its end, or take another folder"
            .formatted(folder.root()));
  }

  private static FolderLock remote(OutputFolder folder, Path path, boolean takeOver)
      throws IOException {
    FileSystem fileSystem = path.getFileSystem();
    if (fileSystem.exists(path) && !takeOver) {
      throw new SettingsException(
          "%s is there: another backfill writes into %s, or was killed; if its job has ended, say --resume to go on or --overwrite to begin anew"
              .formatted(path, folder.root()));
    }
    fileSystem.create(path, FileSystem.WriteMode.OVERWRITE).close();
    return new FolderLock(path, null);
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.acquiredBy().close();
      java.nio.file.Path file = java.nio.file.Path.of(path.getPath());
      Files.deleteIfExists(file);
      try {
        Files.delete(file.getParent());
      } catch (DirectoryNotEmptyException e) {
        // It is in use; otherwise nothing of a refused backfill stays.
      }
    } else {
      path.getFileSystem().delete(path, false);
    }
  }
}
