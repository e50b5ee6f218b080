package io.riverrank.operators.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedFileTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir Path folder;
  private Path target;
  private PackagedFile file;

  @BeforeEach
  void makeJar() throws Exception {
    Path jar = folder.resolve("some.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("library"));
      out.write("what is inside".getBytes());
    }
    file = new PackagedFile(URI.create("jar:" + jar.toUri() + "!/library").toURL());
    target = folder.resolve("cache/library");
  }

  @Test
  void aFileThatIsNotThereIsCopied() throws Exception {
    file.copyTo(target);

    assertThat(target).hasContent("what is inside");
    try (Stream<Path> beside = Files.list(target.getParent())) {
      assertThat(beside).containsExactly(target);
    }
  }

  @Test
  void aGoodCopyStays() throws Exception {
    file.copyTo(target);
    Files.setLastModifiedTime(target, LONG_AGO);

    file.copyTo(target);

    assertThat(Files.getLastModifiedTime(target)).isEqualTo(LONG_AGO);
  }

  @Test
  void oneThatWasDamagedIsReplaced() throws Exception {
    Files.createDirectories(target.getParent());
    Files.writeString(target, "what is outsid");

    file.copyTo(target);

    assertThat(target).hasContent("what is inside");
  }

  @Test
  void aPlaceThatTakesNoFilesIsSaid() throws Exception {
    Files.createFile(target.getParent());

    assertThatIOException().isThrownBy(() -> file.copyTo(target));
  }
}
