package io.riverrank.operators.model.cache;

import io.riverrank.operators.files.Claim;
import io.riverrank.operators.files.OwnedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is in a cache, and what of it may go. Only while nobody else changes the cache. */
final class Eviction {
  private static final Logger LOG = LoggerFactory.getLogger(Eviction.class);
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{16,}");

  private record Entry(Path path, long bytes, FileTime lastUse) {}

  private final Path root;
  private final List<Entry> entries;

  private Eviction(Path root, List<Entry> entries) {
    this.root = root;
    this.entries = entries;
  }

  static Eviction of(Path root) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(root)) {
      for (Path path : files.toList()) {
        if (KEY.matcher(path.getFileName().toString()).matches() && Files.isDirectory(path)) {
          entries.add(new Entry(path, bytes(path), Files.getLastModifiedTime(path)));
        }
      }
    }
    entries.sort(Comparator.comparing(Entry::lastUse));
    return new Eviction(root, entries);
  }

  /**
   * Deletes unclaimed entries, the least recently used first.
   *
   * @param maxBytes of what remains, if what is claimed allows it
   * @return bytes that remain
   */
  long reduceTo(long maxBytes) throws IOException {
    long bytes = entries.stream().mapToLong(Entry::bytes).sum();
    if (bytes <= maxBytes) {
      return bytes;
    }
    // Moved before they are deleted, so that no process that is killed meanwhile leaves half an
    // entry.
    try (OwnedFolder trash = OwnedFolder.make(root, FolderCache.TEMPORARY)) {
      for (Entry entry : entries) {
        String key = entry.path().getFileName().toString();
        if (bytes > maxBytes && Claim.sweep(root, FolderCache.claims(key)) == 0) {
          Files.move(entry.path(), trash.path().resolve(key), StandardCopyOption.ATOMIC_MOVE);
          bytes -= entry.bytes();
          LOG.info("{} ({} bytes) made room in the cache of models", entry.path(), entry.bytes());
        }
      }
    }
    return bytes;
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }
}
