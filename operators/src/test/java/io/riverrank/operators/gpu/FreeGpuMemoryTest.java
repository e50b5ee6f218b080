package io.riverrank.operators.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.natives.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With an executable of that name on PATH, that answers as the driver's does. */
class FreeGpuMemoryTest {

  @TempDir private Path bin;

  /** Says what is free on the GPU of its argument. */
  static final class Main {
    public static void main(String[] arguments) {
      OptionalLong bytes = FreeGpuMemory.bytes(Integer.parseInt(arguments[0]));
      System.out.println(bytes.isPresent() ? bytes.getAsLong() : "unknown");
    }
  }

  /** A driver with two GPUs. */
  private static final String TWO_GPUS =
      """
      #!/bin/sh
      [ "$2" = --query-gpu=memory.free ] && [ "$3" = --format=csv,noheader,nounits ] || exit 2
      case $1 in
      --id=0) echo 10 ;;
      --id=1 | --id=GPU-7c6b5e64-1b2f) echo 80994 ;;
      *)
        echo "No devices were found"
        exit 6
        ;;
      esac
      """;

  private ChildJvm say(String script, int device, Map<String, String> variables) throws Exception {
    if (script != null) {
      Path file = Files.writeString(bin.resolve("nvidia-smi"), script);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("PATH", bin.toString());
    ChildJvm said =
        ChildJvm.run(
            Main.class,
            environment,
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
            Integer.toString(device));
    assertThat(said.exitCode()).as(said.err()).isZero();
    return said;
  }

  @ParameterizedTest
  @CsvSource({"0, 10485760", "1, 84928364544", "2, unknown"})
  void isWhatTheDriverSaysOfThatGpu(int device, String bytes) throws Exception {
    assertThat(say(TWO_GPUS, device, Map.of()).out()).endsWith(bytes);
  }

  @ParameterizedTest
  @CsvSource({"1, 84928364544", "GPU-7c6b5e64-1b2f, 84928364544", "MIG-1, unknown"})
  void cudaNumbersTheGpusThatItSees(String visible, String bytes) throws Exception {
    assertThat(say(TWO_GPUS, 0, Map.of("CUDA_VISIBLE_DEVICES", visible)).out()).endsWith(bytes);
  }

  @Test
  void whatCanNotBeReadIsSaidInTheLog() throws Exception {
    for (String script : new String[] {null, "#!/bin/sh\nexit 9\n", "#!/bin/sh\necho '[N/A]'\n"}) {
      ChildJvm said = say(script, 0, Map.of());
      assertThat(said.out()).endsWith("unknown");
      assertThat(said.out() + said.err()).contains("memory of GPU 0 is free can't be known");
    }
  }

  @Test
  void aPlaceThatIsNoneIsNotAskedFor() throws IOException {
    assertThat(FreeGpuMemory.id(1, null)).isEqualTo("1");
    assertThat(FreeGpuMemory.id(1, "3, 2")).isEqualTo("2");
    assertThatThrownBy(() -> FreeGpuMemory.id(1, "3"))
        .hasMessage("CUDA_VISIBLE_DEVICES=3 names no whole GPU in place 1");
    assertThatThrownBy(() -> FreeGpuMemory.id(0, "-1")).isInstanceOf(IOException.class);
  }
}
