package io.riverrank.operators.files;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;

/** One thread at a time, over all processes of this machine. */
public final class FileMutex {

  private FileMutex() {}

  /** What may be done by one at a time. */
  public interface Action<T> {
    T run() throws IOException;
  }

  /**
   * Waits for the others and runs the action.
   *
   * @param file whose lock is held meanwhile; made if it is not there
   * @throws IOException if the file can't be locked, the waiting thread is interrupted, or as the
   *     action throws it
   */
  public static <T> T holding(Path file, Action<T> action) throws IOException {
    // The system's lock is one of processes: a second channel of this JVM would be refused it, and
    // would drop the first one's when it is closed. Interned strings are the same object for every
    // class loader.
    synchronized (("riverrank " + file.toAbsolutePath().normalize()).intern()) {
      try (FileChannel channel = FileChannel.open(file, CREATE, WRITE);
          FileLock lock = channel.lock()) {
        return action.run();
      }
    }
  }
}
