package io.riverrank.operators.natives.openvino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.NativeLibraries;
import io.riverrank.operators.settings.OpenVinoSettings;
import io.riverrank.operators.settings.Precision;
import io.riverrank.operators.testing.InstalledOpenVino;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that can't be loaded is refused in a sentence, and never given to the loader. */
class OpenVinoLibraryTest {
  private static final short X86_64 = 62;
  private static final short AARCH64 = 183;

  @TempDir private Path folder;

  private Path file(String name, byte[] bytes) throws Exception {
    return Files.write(folder.resolve(name), bytes);
  }

  /** A header whose table of sections ends at 1,064 bytes. */
  private static byte[] elf(short processor, int size) {
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {0x7f, 'E', 'L', 'F', 2});
    return bytes.putShort(18, processor).putLong(40, 1_000).putShort(60, (short) 1).array();
  }

  private void assertRefused(Path plugin, String sentence) {
    assertThatThrownBy(() -> OpenVinoLibrary.require(plugin.toString()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(sentence)
        .matches(e -> e.getMessage().lines().count() == 1);
  }

  @Test
  void oneThatIsNotThere() {
    assertRefused(folder.resolve("none.so"), "none.so can't be read; run `riverrank openvino");
  }

  @Test
  void oneThatIsNoLibrary() throws Exception {
    assertRefused(file("p.so", "text".getBytes()), "is no shared library for 64-bit Linux");
  }

  @Test
  void oneForAnotherProcessor() throws Exception {
    assertRefused(
        file("p.so", elf(AARCH64, 1_064)),
        "needs an x86-64 processor and a plugin for it, but %s is for processor type 183 of ELF"
            .formatted(folder.resolve("p.so")));
  }

  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
  void oneThatIsCutOff() throws Exception {
    Path plugin = file("p.so", elf(X86_64, 1_064));
    assertThat(OpenVinoLibrary.require(plugin.toString())).isEqualTo(plugin.toRealPath());
    assertRefused(
        file("p.so", elf(X86_64, 1_000)), "p.so is cut off: 1000 of 1064 bytes are there");
  }

  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
  void oneWhoseLibraryBesideItIsCutOff() throws Exception {
    Path plugin = file("p.so", elf(X86_64, 1_064));
    file("libopenvino.so.2641", elf(X86_64, 500));
    assertRefused(plugin, "libopenvino.so.2641 is cut off: 500 of 1064 bytes are there");
  }

  @Test
  void aSecondOneInTheSameProcess() throws Exception {
    InstalledOpenVino.assume();
    OpenVinoSettings settings = new OpenVinoSettings(null, Precision.FP32);
    OpenVinoPlugin.of(settings, NativeLibraries.load(null));
    Path second = folder.resolve(OpenVinoLibrary.FILE);
    Files.copy(OpenVinoLibrary.require(null), second);

    assertThatThrownBy(
            () ->
                OpenVinoPlugin.of(
                    new OpenVinoSettings(second.toString(), Precision.FP32),
                    NativeLibraries.load(null)))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "this process has OpenVINO's plugin from %s already and can't take another from %s; set rerank.execution.openvino.library to the first, or restart the process"
                .formatted(OpenVinoLibrary.require(null), second.toRealPath()));
  }
}
