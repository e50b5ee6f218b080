package io.riverrank.tools.gpu.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.platform.Fp16Conversions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeededWeightsTest {
  private static final int VALUES = 700_001;

  @TempDir private Path folder;

  @Test
  void bothPrecisionsHoldTheSameValuesOfTheDistribution() throws IOException {
    ByteBuffer halves = complete("half", "float16", 7);
    ByteBuffer floats = complete("full", "float32", 7);
    assertThat(halves.remaining()).isEqualTo(VALUES * Short.BYTES);
    assertThat(floats.remaining()).isEqualTo(VALUES * Float.BYTES);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < VALUES; i++) {
      float value = floats.getFloat(i * Float.BYTES);
      assertThat(Fp16Conversions.fp16ToFloat(halves.getShort(i * Short.BYTES))).isEqualTo(value);
      sum += value;
      squares += (double) value * value;
    }
    // Five standard errors of the mean and of the deviation.
    assertThat(sum / VALUES).isBetween(-3e-4, 3e-4);
    assertThat(Math.sqrt(squares / VALUES)).isBetween(0.0498, 0.0502);
  }

  @Test
  void aSeedDecidesEveryByte() throws IOException {
    ByteBuffer first = complete("a", "float16", 7);
    assertThat(complete("b", "float16", 7)).isEqualTo(first);
    assertThat(complete("c", "float16", 8)).isNotEqualTo(first);
  }

  @Test
  void whatIsThereStays() throws IOException {
    complete("a", "float16", 7);
    Path graph = folder.resolve("a.onnx");
    assertThat(SeededWeights.complete(graph)).isZero();
    Files.write(folder.resolve("a.weights"), new byte[3]);
    assertThat(SeededWeights.complete(graph)).isEqualTo(VALUES * (long) Short.BYTES);
  }

  @Test
  void aGraphWithItsOwnWeightsNeedsNone() throws IOException {
    Path graph = Files.createFile(folder.resolve("own.onnx"));
    assertThat(SeededWeights.complete(graph)).isZero();
    assertThat(SeededWeights.bytesOf(graph)).isZero();
  }

  private ByteBuffer complete(String name, String type, long seed) throws IOException {
    Files.writeString(
        folder.resolve(name + ".json"),
        """
        {"file":"%s.weights","type":"%s","values":%d,"standard_deviation":0.05,"seed":%d}\
        """
            .formatted(name, type, VALUES, seed));
    SeededWeights.complete(folder.resolve(name + ".onnx"));
    byte[] bytes = Files.readAllBytes(folder.resolve(name + ".weights"));
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
