package io.riverrank.operators.rollout.watch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The local disk as a file system that is slow to answer, or fails. */
public final class HeldFileSystemFactory implements FileSystemFactory {

  static volatile CountDownLatch asked;
  static volatile CountDownLatch answers;
  static volatile boolean fails;

  static void answerAtOnce() {
    asked = new CountDownLatch(1);
    answers = new CountDownLatch(0);
    fails = false;
  }

  @Override
  public String getScheme() {
    return "heldfs";
  }

  @Override
  public FileSystem create(URI uri) {
    return new LocalFileSystem() {
      @Override
      public FileStatus getFileStatus(Path path) throws IOException {
        asked.countDown();
        try {
          answers.await();
        } catch (InterruptedException e) {
          throw new InterruptedIOException();
        }
        if (fails) {
          throw new IOException("503 Slow Down");
        }
        return super.getFileStatus(path);
      }
    };
  }
}
