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

  /** So many that what else the process opens and closes meanwhile makes no difference. */
  @Test
  void openFilesThatDontCountAreLeftOut(@TempDir Path temporary) throws Exception {
    int many = 500;
    List<InputStream> open = new ArrayList<>();
    try {
      for (int i = 0; i < many; i++) {
        Path file = Files.createFile(temporary.resolve("file" + i));
        open.add(Files.newInputStream(file));
        Files.delete(file);
      }
      JavaProcess process = new JavaProcess(ProcessHandle.current().pid());
      long all = process.footprint(temporary, file -> true).openFiles();
      long some = process.footprint(temporary, file -> false).openFiles();
      assertThat(all - some).isBetween(many / 2L, many * 2L);
    } finally {
      for (InputStream each : open) {
        each.close();
      }
    }
  }
}
