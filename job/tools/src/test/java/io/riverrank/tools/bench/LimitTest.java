package io.riverrank.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.Precision;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.tools.bench.advice.Choice;
import io.riverrank.tools.bench.raw.LimitSweep;
import io.riverrank.tools.bench.raw.RawModel;
import io.riverrank.tools.bench.raw.RawSettings;
import io.riverrank.tools.bench.raw.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitTest {
  private static final RawSettings SETTINGS = new RawSettings(new Threads(1, 1), 512, 16);

  private RawModel model;
  private Limit own;

  @BeforeEach
  void open() throws Exception {
    ModelSettings gte = ModelSettings.of("../../operators/src/test/resources/models/gte-tiny");
    model = RawModel.open(gte, TestSettings.cpu(1));
    own = limit(100, null);
  }

  @AfterEach
  void close() {
    model.close();
  }

  private Limit limit(double pairsPerSecond, Choice choice) {
    return new Limit(model, new LimitSweep.Best(SETTINGS, pairsPerSecond), choice);
  }

  private static Choice choice(String file, ExecutionProvider provider, Precision precision) {
    return new Choice(file, "fp32", provider, precision);
  }

  @Test
  void whatTheUserRunsIsNotTriedAgain() {
    String file = "onnx/model.onnx";
    Choice same = choice(file, ExecutionProvider.CPU, Precision.FP32);
    Choice provider = choice(file, ExecutionProvider.OPENVINO, Precision.FP32);
    Choice copy = choice("onnx/model_copy.onnx", ExecutionProvider.CPU, Precision.FP32);

    assertThat(own.isOf(same, Precision.FP32)).isTrue();
    assertThat(own.isOf(same, Precision.BF16)).isFalse();
    assertThat(own.isOf(provider, Precision.FP32)).isFalse();
    assertThat(own.isOf(copy, Precision.FP32)).isFalse();
  }

  @Test
  void theFasterOfTwoCounts() {
    Limit faster = limit(101, null);

    assertThat(own.orFaster(faster)).isSameAs(faster);
    assertThat(faster.orFaster(own)).isSameAs(faster);
    assertThat(own.orFaster(limit(100, null))).isSameAs(own);
  }
}
