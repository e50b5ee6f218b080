package io.riverrank.operators.model.cache;

import io.riverrank.operators.files.Claim;
import io.riverrank.operators.files.FileMutex;
import io.riverrank.operators.files.OwnedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders by key on a disk that all processes of a machine share, bounded in bytes.
 *
 * <p>An entry appears whole or not at all: it is filled elsewhere on the same disk and moved to its
 * place. It never changes; other content has another key. Whoever uses one has a {@link Claim} to
 * it, and what nobody claims goes, the least recently used first, when room is needed.
 *
 * <pre>
 * KEY/             an entry
 * .KEY.use-…       a claim to it
 * .KEY.fetch       held by the process that fetches it, so that the others wait instead of fetching too
 * .cache           held while claims and entries change, for a moment
 * riverrank-model-…  an entry in the making or on its way out
 * </pre>
 */
public final class FolderCache {
  private static final Logger LOG = LoggerFactory.getLogger(FolderCache.class);

  /** Of folders that are no entries. */
  public static final String TEMPORARY = "riverrank-model";

  private final Path root;
  private final long maxBytes;

  /**
   * @param root is made if it is not there
   * @param maxBytes of all entries; a single one may be larger, and is then alone
   */
  public FolderCache(Path root, long maxBytes) throws IOException {
    this.root = Files.createDirectories(root);
    this.maxBytes = maxBytes;
  }

  /**
   * The entry, from the source if it is not here.
   *
   * @param key hexadecimal digits
   * @throws IOException if the source can't be read, or the disk can't be written or is full
   */
  public CachedFolder get(String key, CacheSource source) throws IOException {
    Path entry = root.resolve(key);
    Claim claim = changing(() -> claim(key));
    try {
      boolean found = touch(entry);
      while (!touch(entry)) {
        FileMutex.holding(root.resolve('.' + key + ".fetch"), () -> fetch(entry, source));
      }
      return new CachedFolder(this, entry, claim, found);
    } catch (IOException | RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  private Claim claim(String key) throws IOException {
    Claim.sweep(root, claims(key));
    return Claim.make(root, claims(key));
  }

  private Void fetch(Path entry, CacheSource source) throws IOException {
    if (Files.exists(entry)) {
      // Another process was faster.
      return null;
    }
    long expected = source.bytes();
    changing(() -> Eviction.of(root).reduceTo(maxBytes - expected));
    try (OwnedFolder making = OwnedFolder.make(root, TEMPORARY)) {
      Path content = Files.createDirectory(making.path().resolve("content"));
      source.copyTo(content);
      changing(
          () ->
              Files.exists(entry)
                  ? entry
                  : Files.move(content, entry, StandardCopyOption.ATOMIC_MOVE));
    }
    // Whoever still waits for it finds the entry; fetching twice at once would be no error either.
    Files.deleteIfExists(root.resolve('.' + entry.getFileName().toString() + ".fetch"));
    return null;
  }

  /** Moves an entry out of the way that turned out to be damaged. */
  void discard(Path entry) throws IOException {
    try (OwnedFolder trash = OwnedFolder.make(root, TEMPORARY)) {
      changing(
          () ->
              Files.exists(entry)
                  ? Files.move(
                      entry, trash.path().resolve("content"), StandardCopyOption.ATOMIC_MOVE)
                  : entry);
      LOG.warn("{} is damaged and deleted", entry);
    }
  }

  /** Whether the entry is here; remembers that it was used. */
  private static boolean touch(Path entry) throws IOException {
    if (!Files.isDirectory(entry)) {
      return false;
    }
    Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
    return true;
  }

  private <T> T changing(FileMutex.Action<T> action) throws IOException {
    return FileMutex.holding(root.resolve(".cache"), action);
  }

  static String claims(String key) {
    return '.' + key + ".use-";
  }
}
