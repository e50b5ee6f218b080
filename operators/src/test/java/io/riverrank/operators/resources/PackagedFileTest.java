package io.riverrank.operators.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
  void itsContentsAreTheSameInAJarAndOutside() throws Exception {
    CRC32 crc = new CRC32();
    crc.update("what is inside".getBytes());
    var contents = new PackagedFile.Contents("what is inside".length(), crc.getValue());
    Path plain = Files.writeString(folder.resolve("plain"), "what is inside");
    Path other = Files.writeString(folder.resolve("other"), "what is outsid");

    assertThat(file.contents()).isEqualTo(contents);
    assertThat(new PackagedFile(plain.toUri().toURL()).contents()).isEqualTo(contents);
    assertThat(new PackagedFile(other.toUri().toURL()).contents()).isNotEqualTo(contents);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noJarStaysOpen() throws Exception {
    file.contents();
    file.copyTo(target);
    file.copyTo(target);

    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(open.filter(Files::exists).map(PackagedFileTest::realPath))
          .doesNotContain(folder.toRealPath().resolve("some.jar"));
    }
  }

  private static Path realPath(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      // Closed meanwhile, or no file.
      return file;
    }
  }

  @Test
  void aPlaceThatTakesNoFilesIsSaid() throws Exception {
    Files.createFile(target.getParent());

    assertThatIOException().isThrownBy(() -> file.copyTo(target));
  }
}
