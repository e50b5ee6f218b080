package io.riverrank.operators.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import io.riverrank.operators.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadingLibrariesTest {

  @TempDir Path folder;

  private static boolean loads() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("riverrank-libraries"));
  }

  @Test
  void givesBothAndEndsItsThread() {
    try (LoadingLibraries libraries = LoadingLibraries.start(null)) {
      assertThat(libraries.onnxRuntime()).isSameAs(OrtEnvironment.getEnvironment());
      libraries.awaitTokenizers();
    }

    assertThat(loads()).isFalse();
  }

  @Test
  void aPlaceThatTakesNoFilesIsNamedAtOnce() throws Exception {
    String noFolder = Files.createFile(folder.resolve("file")).toString();

    assertThatThrownBy(() -> LoadingLibraries.start(noFolder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(noFolder)
        .hasMessageContaining("rerank.execution.native-dir");
    assertThat(loads()).isFalse();
  }

  @Test
  void anInterruptedOneStillWaitsForItsThread() {
    try (LoadingLibraries libraries = LoadingLibraries.start(null)) {
      Thread.currentThread().interrupt();
    }

    assertThat(Thread.interrupted()).isTrue();
    assertThat(loads()).isFalse();
  }
}
