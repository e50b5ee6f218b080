package io.riverrank.operators.resources;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** A file that comes inside of a jar. */
public final class PackagedFile {
  private final URL url;

  /**
   * @param url as {@link Class#getResource} gives it
   */
  public PackagedFile(URL url) {
    this.url = url;
  }

  /**
   * Leaves the file at {@code target}. One that is there and has the length and the CRC-32 that the
   * jar says stays: to read it takes a tenth of the time of inflating it again. Others are replaced
   * at once, so that no other process ever sees half a file.
   *
   * @throws IOException if it can't be written there
   */
  public void copyTo(Path target) throws IOException {
    copyTo(target, target.getParent());
  }

  /**
   * The same.
   *
   * @param parts folder on the same disk where the file is until it is whole; made if it is not
   *     there
   */
  public void copyTo(Path target, Path parts) throws IOException {
    URLConnection connection = connect();
    try (InputStream in = connection.getInputStream()) {
      if (connection instanceof JarURLConnection jar && isCopyOf(jar.getJarEntry(), target)) {
        return;
      }
      Files.createDirectories(target.getParent());
      Path part = Files.createTempFile(Files.createDirectories(parts), "", ".part");
      try {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  /**
   * What tells a build's file from another's.
   *
   * @param bytes its length
   * @param crc CRC-32
   */
  public record Contents(long bytes, long crc) {
    private static Contents of(InputStream in) throws IOException {
      CRC32 crc = new CRC32();
      CheckedInputStream checked = new CheckedInputStream(in, crc);
      return new Contents(checked.transferTo(OutputStream.nullOutputStream()), crc.getValue());
    }
  }

  /**
   * Of a file in a jar what the jar says, which takes no reading of the file.
   *
   * @throws IOException if the file, or its jar, can't be read
   */
  public Contents contents() throws IOException {
    URLConnection connection = connect();
    if (connection instanceof JarURLConnection jar) {
      try (JarFile file = jar.getJarFile()) {
        return contents(jar.getJarEntry());
      }
    }
    try (InputStream in = connection.getInputStream()) {
      return Contents.of(in);
    }
  }

  private URLConnection connect() throws IOException {
    URLConnection connection = url.openConnection();
    // Or the JVM would keep the jar open for good.
    connection.setUseCaches(false);
    return connection;
  }

  private static Contents contents(JarEntry entry) {
    return new Contents(entry.getSize(), entry.getCrc());
  }

  private static boolean isCopyOf(JarEntry entry, Path target) throws IOException {
    if (!Files.isRegularFile(target) || Files.size(target) != entry.getSize()) {
      return false;
    }
    try (InputStream in = Files.newInputStream(target)) {
      return Contents.of(in).equals(contents(entry));
    }
  }
}
