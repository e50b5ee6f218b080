package io.riverrank.faults.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessTest {

  @Test
  void aProcessTellsWhatItHolds(@TempDir Path temporary) throws Exception {
    Files.createDirectories(temporary.resolve("a/b"));
    Files.createFile(temporary.resolve("a/b/c"));
    Files.createFile(temporary.resolve("d"));
    Files.createFile(temporary.resolve("e"));

    Footprint footprint =
        new JavaProcess(ProcessHandle.current().pid())
            .footprint(temporary, file -> !file.endsWith("e"));

    assertThat(footprint.temporaryFiles()).isEqualTo(2);
    assertThat(footprint.userClassLoaders()).as("this is no task manager").isZero();
    assertThat(footprint.loadedClasses()).isGreaterThan(1_000);
    assertThat(footprint.threads()).isGreaterThan(5);
    assertThat(footprint.openFiles()).isPositive();
    assertThat(footprint.residentBytes()).isGreaterThan(10_000_000);
  }

  @Test
  void openFilesAreLookedAtToo(@TempDir Path temporary) throws Exception {
    Path gone = Files.createFile(temporary.resolve("gone"));
    List<Path> seen = new ArrayList<>();
    try (InputStream open = Files.newInputStream(gone)) {
      Files.delete(gone);
      new JavaProcess(ProcessHandle.current().pid()).footprint(temporary, seen::add);
    }
    assertThat(seen).contains(temporary.resolve("gone (deleted)"));
  }
}
