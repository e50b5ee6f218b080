package io.riverrank.operators.model.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.files.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FolderCacheTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final String C = "c".repeat(64);

  @TempDir Path folder;

  private Path root() {
    return folder.resolve("cache");
  }

  private FolderCache cache(long maxBytes) throws IOException {
    return new FolderCache(root(), maxBytes);
  }

  /** Writes so many bytes, and counts how often. */
  private static final class Bytes implements CacheSource {
    private final int bytes;
    private int fetches;

    Bytes(int bytes) {
      this.bytes = bytes;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public void copyTo(Path folder) throws IOException {
      fetches++;
      Files.write(folder.resolve("weights"), new byte[bytes]);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(root())) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private void usedAt(String key, long second) throws IOException {
    Files.setLastModifiedTime(root().resolve(key), FileTime.fromMillis(second * 1000));
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws IOException {
    Bytes source = new Bytes(10);
    try (CachedFolder first = cache(100).get(A, source);
        CachedFolder second = cache(100).get(A, source)) {
      assertThat(first.wasFound()).isFalse();
      assertThat(second.wasFound()).isTrue();
      assertThat(second.path()).isEqualTo(first.path()).isDirectoryContaining("glob:**/weights");
    }
    assertThat(source.fetches).isOne();
    assertThat(names()).containsExactly(".cache", A);
  }

  @Test
  void theLeastRecentlyUsedMakesRoom() throws IOException {
    for (String key : List.of(A, B)) {
      cache(100).get(key, new Bytes(40)).close();
    }
    usedAt(A, 2);
    usedAt(B, 1);
    cache(100).get(C, new Bytes(40)).close();
    assertThat(names()).containsExactly(".cache", A, C);
  }

  @Test
  void whatIsInUseStaysWhateverTheBound() throws IOException {
    try (CachedFolder used = cache(100).get(A, new Bytes(80))) {
      cache(100).get(B, new Bytes(80)).close();
      assertThat(used.path()).isDirectoryContaining("glob:**/weights");
    }
    cache(100).get(C, new Bytes(80)).close();
    assertThat(names()).containsExactly(".cache", C);
  }

  @Test
  void aSourceThatBreaksOffLeavesNothing() throws IOException {
    CacheSource broken =
        new CacheSource() {
          @Override
          public long bytes() {
            return 10;
          }

          @Override
          public void copyTo(Path target) throws IOException {
            Files.write(target.resolve("weights"), new byte[5]);
            throw new IOException("No space left on device");
          }
        };
    assertThatThrownBy(() -> cache(100).get(A, broken)).hasMessage("No space left on device");
    assertThat(names()).doesNotContain(A).noneMatch(n -> n.contains("riverrank-model"));

    try (CachedFolder whole = cache(100).get(A, new Bytes(10))) {
      assertThat(whole.path().resolve("weights")).hasSize(10);
    }
  }

  @Test
  void aDamagedEntryIsFetchedAgain() throws IOException {
    Bytes source = new Bytes(10);
    cache(100).get(A, source).close();
    cache(100).get(A, source).discard();
    try (CachedFolder again = cache(100).get(A, source)) {
      assertThat(again.wasFound()).isFalse();
    }
    assertThat(source.fetches).isEqualTo(2);
    assertThat(names()).containsExactly(".cache", A);
  }

  @Test
  void processesThatStartAtOnceFetchOnce() throws Exception {
    Path fetches = folder.resolve("fetches");
    List<ChildProcess> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(CacheProcess.start(root(), A, 4 << 20, fetches));
    }
    for (ChildProcess process : processes) {
      assertThat(process.says()).isEqualTo("has whole");
    }
    for (ChildProcess process : processes) {
      process.close();
    }
    assertThat(fetches).hasSize(1);
    assertThat(names()).containsExactly(".cache", A);
  }

  @Test
  @Timeout(60)
  void whoComesDuringAFetchWaitsForIt() throws Exception {
    AtomicInteger fetches = new AtomicInteger();
    Bytes bytes = new Bytes(10);
    Thread second =
        new Thread(
            () -> {
              try {
                cache(100).get(A, counting(fetches, bytes, () -> {})).close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    Runnable untilTheSecondWaits =
        () -> {
          second.start();
          while (second.getState() != Thread.State.BLOCKED && second.isAlive()) {
            Thread.onSpinWait();
          }
        };
    cache(100).get(A, counting(fetches, bytes, untilTheSecondWaits)).close();
    second.join();
    assertThat(fetches).hasValue(1);
  }

  private static CacheSource counting(AtomicInteger fetches, CacheSource source, Runnable during) {
    return new CacheSource() {
      @Override
      public long bytes() throws IOException {
        return source.bytes();
      }

      @Override
      public void copyTo(Path folder) throws IOException {
        fetches.incrementAndGet();
        during.run();
        source.copyTo(folder);
      }
    };
  }

  @Test
  void whatAnotherProcessUsesStaysUntilItIsKilled() throws Exception {
    Path fetches = folder.resolve("fetches");
    ChildProcess user = CacheProcess.start(root(), A, 4 << 20, fetches);
    assertThat(user.says()).isEqualTo("has whole");

    cache(100).get(B, new Bytes(80)).close();
    assertThat(names()).contains(A, B);

    user.kill();
    cache(100).get(C, new Bytes(80)).close();
    assertThat(names()).containsExactly(".cache", C);
  }

  @Test
  void aFetchThatWasKilledIsSweptAndDoneAgain() throws Exception {
    Path fetches = folder.resolve("fetches");
    ChildProcess killed = CacheProcess.start(root(), A, 4 << 20, fetches, "and stop");
    assertThat(killed.says()).isEqualTo("fetching");
    assertThat(names()).anyMatch(n -> n.startsWith("riverrank-model-")).doesNotContain(A);
    killed.kill();

    try (CachedFolder whole = cache(4 << 20).get(A, new Bytes(10))) {
      assertThat(whole.path().resolve("weights")).hasSize(10);
    }
    assertThat(names()).containsExactly(".cache", A);
  }
}
