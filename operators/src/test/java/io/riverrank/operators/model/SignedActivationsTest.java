package io.riverrank.operators.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedActivationsTest {
  private static final int UINT8 = 2;
  private static final int INT8 = 3;

  @TempDir Path folder;

  @Test
  void theZeroPointSaysTheType() throws Exception {
    assertThat(found(quantise("x", "zero").with(5, tensor("zero", INT8)))).isTrue();
    assertThat(found(quantise("x", "zero").with(5, tensor("zero", UINT8)))).isFalse();
    assertThat(found(quantise("x", "").with(5, tensor("other", INT8)))).isFalse();
  }

  /** ONNX Runtime makes uint8 of such a pair. */
  @Test
  void whatIsDequantisedAtOnceIsQuick() throws Exception {
    OnnxBytes graph = readBy("DequantizeLinear", "x", "zero").with(5, tensor("zero", INT8));
    assertThat(found(graph)).isFalse();
    assertThat(found(graph.with(1, node("QLinearMatMul", "quantised", "product")))).isTrue();
  }

  /** As some exporters write it: a node that gives it, before or after its reader. */
  @Test
  void theZeroPointMayBeANode() throws Exception {
    OnnxBytes constant =
        OnnxBytes.of(2, "zero").with(4, "Constant").with(5, OnnxBytes.of(5, tensor("", INT8)));
    assertThat(found(quantise("x", "zero").with(1, constant))).isTrue();
  }

  @Test
  void weightsThatAreQuantisedWhenTheGraphIsLoadedAreNoActivations() throws Exception {
    OnnxBytes graph = quantise("w", "zero").with(5, tensor("zero", INT8)).with(5, tensor("w", 1));
    assertThat(found(graph)).isFalse();
  }

  private static OnnxBytes quantise(String values, String zeroPoint) {
    return readBy("MatMulInteger", values, zeroPoint);
  }

  private static OnnxBytes readBy(String operator, String values, String zeroPoint) {
    OnnxBytes node = OnnxBytes.of(1, values).with(1, "scale").with(1, zeroPoint);
    return OnnxBytes.of(1, node.with(2, "quantised").with(4, "QuantizeLinear"))
        .with(1, node(operator, "quantised", "read"));
  }

  private static OnnxBytes node(String operator, String input, String output) {
    return OnnxBytes.of(1, input).with(2, output).with(4, operator);
  }

  private static OnnxBytes tensor(String name, int type) {
    return new OnnxBytes().with(2, type).with(8, name);
  }

  private boolean found(OnnxBytes graph) throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.write(file, OnnxBytes.model(graph).toByteArray());
    return OnnxGraph.read(file).signedActivations();
  }
}
