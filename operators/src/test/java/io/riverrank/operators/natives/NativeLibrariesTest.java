package io.riverrank.operators.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {

  /** What the test runs in a JVM of its own. */
  static final class Main {
    public static void main(String[] args) {
      System.out.println(NativeLibraries.load(args[0]).getVersion());
    }
  }

  @Test
  void aLongCommandLineIsNoReasonToCrash(@TempDir Path folder) throws Exception {
    String longOption = "-Dsome.option=" + "x".repeat(30_000);
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    longOption,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    folder.toString()))
            .redirectError(new File("/dev/null"))
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(process.waitFor()).isZero();
    assertThat(printed).matches("1\\.\\d+\\.\\d+");
  }
}
