package io.riverrank.faults.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartedProcessesTest {

  @TempDir private Path folder;
  private Path file;
  private Process sleeper;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("processes");
    sleeper = new ProcessBuilder("sleep", "1000").start();
  }

  @AfterEach
  void end() {
    sleeper.destroyForcibly();
  }

  @Test
  void theNextSuiteEndsWhatWasLeft() throws Exception {
    new StartedProcesses(file).add(sleeper.toHandle());
    assertThat(new StartedProcesses(file).endLeftOnes()).isEqualTo(1);
    assertThat(sleeper.waitFor()).as("killed").isNotZero();
    assertThat(new StartedProcesses(file).endLeftOnes()).isZero();
  }

  @Test
  void anotherProcessWithTheSameIdIsLeftAlone() throws Exception {
    Files.writeString(file, sleeper.pid() + " 1000\n");
    assertThat(new StartedProcesses(file).endLeftOnes()).isZero();
    assertThat(sleeper.isAlive()).isTrue();
  }

  @Test
  void halfALineIsNone() throws Exception {
    new StartedProcesses(file).add(sleeper.toHandle());
    Files.writeString(file, "12", StandardOpenOption.APPEND);
    assertThat(new StartedProcesses(file).endLeftOnes()).isEqualTo(1);
  }
}
