package io.riverrank.operators.model.cache;

import io.riverrank.operators.files.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A process beside the test's that asks a cache for an entry, says {@code has FIRST_LINE} once it
 * has it, and keeps it until its input ends. Arguments: cache, key, bytes that the cache may have,
 * a file that gets a byte for each fetch. With a fifth one it says {@code fetching} in the midst of
 * its fetch and goes no further.
 */
final class CacheProcess {

  private CacheProcess() {}

  static ChildProcess start(Path cache, String key, long maxBytes, Path fetches, String... more)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(cache.toString(), key, Long.toString(maxBytes), fetches.toString()));
    arguments.addAll(List.of(more));
    return ChildProcess.start(CacheProcess.class, arguments);
  }

  public static void main(String[] arguments) throws IOException {
    FolderCache cache = new FolderCache(Path.of(arguments[0]), Long.parseLong(arguments[2]));
    Path fetches = Path.of(arguments[3]);
    boolean stops = arguments.length > 4;
    try (CachedFolder folder = cache.get(arguments[1], new Counted(fetches, stops))) {
      System.out.println("has " + Files.readAllLines(folder.path().resolve("last")).get(0));
      System.in.read();
    }
  }

  private record Counted(Path fetches, boolean stops) implements CacheSource {
    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public void copyTo(Path folder) throws IOException {
      Files.write(fetches, new byte[1], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      Files.write(folder.resolve("first"), new byte[1 << 20]);
      if (stops) {
        System.out.println("fetching");
        System.in.read();
      }
      Files.writeString(folder.resolve("last"), "whole");
    }
  }
}
