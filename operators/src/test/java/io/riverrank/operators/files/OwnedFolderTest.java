package io.riverrank.operators.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OwnedFolderTest {
  @TempDir Path parent;

  /** Keeps a folder, forgets the object, and says so once that is collected. */
  static final class Keeper {
    public static void main(String[] arguments) throws Exception {
      WeakReference<OwnedFolder> forgotten = make(Path.of(arguments[0]));
      while (forgotten.get() != null) {
        System.gc();
      }
      System.out.println("forgotten");
      System.in.read();
    }

    private static WeakReference<OwnedFolder> make(Path parent) throws IOException {
      OwnedFolder folder = OwnedFolder.make(parent, "test");
      Files.writeString(folder.path().resolve("file"), "content");
      folder.keep();
      return new WeakReference<>(folder);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  @Test
  void goesWithItsContentWhenItIsClosed() throws IOException {
    try (OwnedFolder folder = OwnedFolder.make(parent, "test")) {
      Files.writeString(folder.path().resolve("file"), "content");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void anothersIsSweptOnlyAfterItsProcess() throws Exception {
    ChildProcess keeper = ChildProcess.start(Keeper.class, List.of(parent.toString()));
    assertThat(keeper.says()).isEqualTo("forgotten");
    OwnedFolder.make(parent, "test").close();
    assertThat(names()).as("the folder and the claim to it").hasSize(2);

    keeper.kill();
    OwnedFolder.make(parent, "test").close();
    assertThat(names()).isEmpty();
  }

  @Test
  void aProcessThatEndsTakesItWithIt() throws Exception {
    try (ChildProcess keeper = ChildProcess.start(Keeper.class, List.of(parent.toString()))) {
      assertThat(keeper.says()).isEqualTo("forgotten");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void oneWhoseClaimIsGoneIsSwept() throws IOException {
    OwnedFolder folder = OwnedFolder.make(parent, "test");
    for (String name : names()) {
      if (name.startsWith(".")) {
        Files.delete(parent.resolve(name));
      }
    }
    OwnedFolder.make(parent, "test").close();
    assertThat(folder.path()).doesNotExist();
  }

  @Test
  void whatSomebodyElseMadeIsLeftAlone() throws IOException {
    Path stranger = Files.createDirectory(parent.resolve("test-of-somebody"));
    OwnedFolder.make(parent, "test").close();
    assertThat(stranger).exists();
  }
}
