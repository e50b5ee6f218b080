package io.riverrank.operators.model;

import static io.riverrank.operators.model.OnnxBytes.external;
import static io.riverrank.operators.model.OnnxBytes.model;
import static io.riverrank.operators.model.OnnxBytes.node;
import static io.riverrank.operators.model.OnnxBytes.of;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are: what the graph says, or one sentence. */
class OnnxGraphFuzzTest {
  @TempDir static Path folder;

  private static Path file;

  @BeforeAll
  static void nameFile() {
    file = folder.resolve("model.onnx");
  }

  static List<byte[]> seeds() {
    OnnxBytes constant = node("Constant", "").with(5, of(5, external("weights")));
    OnnxBytes branch = node("If", "com.microsoft").with(5, of(6, of(1, constant)));
    return List.of(
        model(of(5, new OnnxBytes().with(1, 3).with(1, 4).with(2, 1))).toByteArray(),
        model(of(1, branch).with(15, of(1, external("x")))).with(25, of(10, "f")).toByteArray());
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5m")
  void everyFileIsAGraphOrASentence(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try {
      OnnxGraph graph = OnnxGraph.read(file);
      assertThat(graph.operators()).isNotEmpty();
      assertThat(graph.precision()).isIn("fp32", "fp16", "bf16", "int8");
      graph.requireNoCode("model.onnx");
    } catch (ModelException e) {
      assertThat(e.getMessage()).contains("model.onnx");
      assertThat(e.isTransient()).as(e.getMessage()).isFalse();
    }
  }
}
