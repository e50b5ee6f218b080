package io.riverrank.operators.files;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Says that somebody uses something, by a file that is locked until it is closed or the process
 * ends, however it ends.
 */
public final class Claim implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private Claim(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param prefix of the file's name; the rest is unique
   * @throws IOException if the file can't be made or locked
   */
  public static Claim make(Path folder, String prefix) throws IOException {
    while (true) {
      Path file = folder.resolve(prefix + Owner.id() + '-' + UUID.randomUUID());
      FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE);
      try {
        channel.lock();
        if (Files.exists(file)) {
          file.toFile().deleteOnExit();
          return new Claim(file, channel);
        }
        // Somebody saw it before it was locked, and took it for abandoned.
        channel.close();
      } catch (IOException e) {
        channel.close();
        Files.deleteIfExists(file);
        throw e;
      }
    }
  }

  /**
   * Keeps it to the end of the JVM, whatever becomes of this object and its class loader; a channel
   * that nobody refers to is closed, and its lock goes with it. The platform's MBeans are what
   * outlives class loaders, and it has classes of the JDK only in there.
   */
  void keep() throws IOException {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .registerMBean(
              new StandardMBean(channel, Channel.class),
              new ObjectName("io.riverrank:type=Claim,file=" + ObjectName.quote(file.toString())));
    } catch (JMException e) {
      throw new IOException("%s can't be kept: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The file's name. */
  public String name() {
    return file.getFileName().toString();
  }

  /**
   * Deletes the claims of processes that are gone without having closed them.
   *
   * @param prefix what the claims were made with
   * @return how many stand
   */
  public static int sweep(Path folder, String prefix) throws IOException {
    int standing = 0;
    for (Path file : list(folder, prefix)) {
      if (isAbandoned(file, prefix)) {
        Files.deleteIfExists(file);
      } else {
        standing++;
      }
    }
    return standing;
  }

  static List<Path> list(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  static boolean isAbandoned(Path file, String prefix) throws IOException {
    if (file.getFileName().toString().startsWith(prefix + Owner.id())) {
      // To open and close it here would drop this JVM's own lock.
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    // Deleted first, so that nobody finds it without its lock.
    Files.deleteIfExists(file);
    channel.close();
  }
}
