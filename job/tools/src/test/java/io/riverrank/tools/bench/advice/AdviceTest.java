package io.riverrank.tools.bench.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdviceTest {
  private static final Choice FP32 =
      new Choice("onnx/model.onnx", "fp32", ExecutionProvider.CPU, Precision.FP32);
  private static final Choice BF16 =
      new Choice("onnx/model.onnx", "fp32", ExecutionProvider.OPENVINO, Precision.BF16);
  private static final Choice INT8 =
      new Choice("onnx/model_qint8.onnx", "int8", ExecutionProvider.CPU, Precision.FP32);

  private static Tried tried(Choice choice, double rate, double difference, double spearman) {
    return new Tried(choice, rate, new Quality(difference, spearman), null);
  }

  @Test
  void theFastestThatIsTrueEnoughIsAdvised() {
    Tried full = tried(FP32, 100, 1e-6, 1);
    Tried half = tried(BF16, 300, 0.03, 0.9999);
    Advice advice = new Advice(List.of(full, half, tried(INT8, 400, 0.9, 0.97)), 100);

    assertThat(advice.fullPrecision()).contains(full);
    assertThat(advice.fastest()).contains(half);
    assertThat(half.choice().options())
        .containsExactly(
            "-Drerank.model.file=onnx/model.onnx",
            "-Drerank.execution.provider=openvino",
            "-Drerank.execution.precision=bf16");
  }

  @Test
  void aLowerPrecisionThatIsSlowerIsSaidToBe() {
    Tried slow = tried(INT8, 30, 0.1, 0.998);
    Advice advice = new Advice(List.of(tried(FP32, 100, 0, 1), slow), 100);

    assertThat(advice.isSlowerThanFullPrecision(slow)).isTrue();
    assertThat(advice.fastest()).isEqualTo(advice.fullPrecision());
  }

  @Test
  void whatCantBeUsedIsNotAdvised() {
    Tried failed = Tried.failed(INT8, "is dynamically quantised");

    assertThat(new Advice(List.of(failed), 100).fastest()).isEmpty();
  }

  @Test
  void withoutAFullPrecisionFileTheFastestIsAdvised() {
    Tried only = new Tried(INT8, 400, null, null);

    assertThat(new Advice(List.of(only), 100).fastest()).contains(only);
    assertThat(new Advice(List.of(only), 100).fullPrecision()).isEmpty();
  }
}
