package io.riverrank.operators.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.ChildJvm;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryCheckTest {
  private static final long HEADROOM = 100 << 20;

  private final ModelDirectory model =
      ModelDirectory.open(TestSettings.modelDirectory("gte-tiny"), ModelSettings.of("gte-tiny"));
  private final long needed = 2 * model.weightBytes() + HEADROOM;

  private MemoryCheck check(OptionalLong free) {
    return new MemoryCheck(
        HEADROOM, List.of(new MemoryCheck.Memory("this task manager", () -> free)));
  }

  @Test
  void aModelThatFitsIsAdmitted() {
    assertThatCode(() -> check(OptionalLong.of(needed)).check(model)).doesNotThrowAnyException();
  }

  @Test
  void aModelThatDoesNotFitIsRefusedBeforeItIsLoaded() {
    assertThatThrownBy(() -> check(OptionalLong.of(needed - 1)).check(model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("rerank.models.memory-headroom")
        .satisfies(
            refusal ->
                assertThat(((ModelException) refusal).isTransient())
                    .as("a restored job that needs it asks again")
                    .isTrue());
  }

  @Test
  void everyMemoryIsLookedAt() {
    MemoryCheck check =
        new MemoryCheck(
            HEADROOM,
            List.of(
                new MemoryCheck.Memory("this task manager", () -> OptionalLong.of(needed)),
                new MemoryCheck.Memory("GPU 1", () -> OptionalLong.of(needed - 1))));
    assertThatThrownBy(() -> check.check(model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("MiB are free on GPU 1; ");
  }

  /** Asks whether a model for CUDA is admitted. */
  static final class Main {
    public static void main(String[] arguments) {
      ExecutionSettings cuda =
          new ExecutionSettings(ExecutionProvider.valueOf(arguments[0]), 3, 0, 1, 1, null);
      try {
        MemoryCheck.of(HEADROOM, cuda)
            .check(
                ModelDirectory.open(
                    TestSettings.modelDirectory("gte-tiny"), ModelSettings.of("gte-tiny")));
        System.out.println("admitted");
      } catch (ModelException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CUDA, 10 MiB are free on GPU 3",
    "TENSORRT, 10 MiB are free on GPU 3",
    "CPU, admitted",
    "OPENVINO, admitted"
  })
  void theGpuOfTheSubtaskIsAskedIfTheModelRunsThere(String provider, String said, @TempDir Path bin)
      throws Exception {
    Path driver =
        Files.writeString(
            bin.resolve("nvidia-smi"), "#!/bin/sh\n[ $1 = --id=3 ] && echo 10 || exit 6\n");
    Files.setPosixFilePermissions(driver, PosixFilePermissions.fromString("rwxr-xr-x"));
    ChildJvm child =
        ChildJvm.run(
            Main.class,
            Map.of("PATH", bin.toString()),
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
            provider);
    assertThat(child.out()).as(child.err()).contains(said);
  }

  @Test
  void whereNothingIsKnownEveryModelIsAdmitted() {
    assertThatCode(() -> check(OptionalLong.empty()).check(model)).doesNotThrowAnyException();
  }
}
