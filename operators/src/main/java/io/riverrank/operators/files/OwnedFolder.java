package io.riverrank.operators.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder that goes when it is closed, when the JVM ends, or, if the JVM was killed,
 * when the next folder of its prefix is made beside it.
 */
public final class OwnedFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnedFolder.class);

  /** Of the claim beside the folder; its name without this is the folder's. */
  private static final String CLAIM = ".in-use-by-";

  /** What makes names unique, as {@link Claim#make} does it. */
  private static final Pattern OWNER = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]+){5}");

  private final Path path;
  private final Claim claim;

  private OwnedFolder(Path path, Claim claim) {
    this.path = path;
    this.claim = claim;
  }

  /**
   * Sweeps what was left, then makes a folder.
   *
   * @param prefix of its name, without the dash that follows
   * @throws IOException if the folder can't be made there
   */
  public static OwnedFolder make(Path parent, String prefix) throws IOException {
    sweep(parent, prefix);
    String claims = claims(prefix);
    // The claim is there before the folder and after it, so that nobody sweeps it in between.
    Claim claim = Claim.make(parent, claims);
    try {
      Path path = parent.resolve(claim.name().replace(claims, prefix + '-'));
      Files.createDirectory(path);
      path.toFile().deleteOnExit();
      return new OwnedFolder(path, claim);
    } catch (IOException e) {
      claim.close();
      throw e;
    }
  }

  private static String claims(String prefix) {
    return '.' + prefix + CLAIM;
  }

  /** Deletes what processes that are gone left; what can't be deleted stays. */
  private static void sweep(Path parent, String prefix) throws IOException {
    String claims = claims(prefix);
    for (Path claim : Claim.list(parent, claims)) {
      try {
        if (Claim.isAbandoned(claim, claims)) {
          delete(parent.resolve(claim.getFileName().toString().replace(claims, prefix + '-')));
          Files.deleteIfExists(claim);
        }
      } catch (IOException e) {
        // Another user's, as a rule.
        LOG.debug("{} can't be swept", claim, e);
      }
    }
    for (Path folder : Claim.list(parent, prefix + '-')) {
      String owner = folder.getFileName().toString().substring(prefix.length() + 1);
      // A JVM that ended while it was filled could not delete it, but did its claim.
      if (OWNER.matcher(owner).matches() && Files.notExists(parent.resolve(claims + owner))) {
        delete(folder);
      }
    }
  }

  private static void delete(Path folder) {
    if (Files.exists(folder)) {
      FileUtils.deleteDirectoryQuietly(folder.toFile());
      LOG.info("{} was left by a process that is gone; it is deleted", folder);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Has what is in it now go with the JVM, if that ends before this is closed. */
  public void deleteContentsOnExit() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      // Folders first: the last to be registered is the first to be deleted.
      files.forEach(file -> file.toFile().deleteOnExit());
    }
  }

  /** Has it stay to the end of the JVM, which nobody needs to close it for. */
  public void keep() throws IOException {
    deleteContentsOnExit();
    claim.keep();
  }

  @Override
  public void close() {
    FileUtils.deleteDirectoryQuietly(path.toFile());
    try {
      claim.close();
    } catch (IOException e) {
      LOG.debug("{} stays until the next sweep", claim.name(), e);
    }
  }
}
