package io.riverrank.operators.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.batching.BatchLimits;
import io.riverrank.operators.batching.PaddedLengths;
import io.riverrank.operators.batching.PaddingRule;
import io.riverrank.operators.batching.RunRows;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.PaddingSettings;
import io.riverrank.operators.settings.Precision;
import io.riverrank.operators.testing.InstalledOpenVino;
import io.riverrank.operators.testing.TestSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenVINO is told and refused; none of it needs the plugin. */
class OpenVinoOptionsTest {
  private static final Device OPENVINO = new Device(ExecutionProvider.OPENVINO, 0);

  @Test
  void thePrecisionIsSaidAndEachCallerHasAStream() {
    assertThat(OpenVinoOptions.of(InstalledOpenVino.settings(Precision.FP32, 0), 3))
        .containsEntry(
            "load_config",
            "{\"CPU\":{\"INFERENCE_PRECISION_HINT\":\"f32\",\"NUM_STREAMS\":\"3\",\"INFERENCE_NUM_THREADS\":\"3\",\"ENABLE_CPU_PINNING\":\"NO\",\"ENABLE_HYPER_THREADING\":\"YES\"}}");
    assertThat(OpenVinoOptions.of(InstalledOpenVino.settings(Precision.BF16, 0), 3).toString())
        .contains("\"INFERENCE_PRECISION_HINT\":\"bf16\"");
  }

  @ParameterizedTest
  @CsvSource({
    "FP32, int8, the model's file is int8",
    "BF16, int8, the model's file is int8",
    "FP32, int8, prepare.py --variants int8-static",
    "BF16, fp16, but the model's file is fp16; name its fp32 file by rerank.model.file",
    "BF16, bf16, but the model's file is bf16; name its fp32 file by rerank.model.file"
  })
  void filesWithAPrecisionOfTheirOwnAreRefused(Precision precision, String weights, String why) {
    assertThatThrownBy(() -> OpenVinoOptions.requireWeights(precision, weights, false))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({"FP32, fp32, false", "FP32, fp16, false", "BF16, fp32, false", "FP32, int8, true"})
  void othersAreTaken(Precision precision, String weights, boolean fixedScales) {
    assertThatCode(() -> OpenVinoOptions.requireWeights(precision, weights, fixedScales))
        .doesNotThrowAnyException();
  }

  @Test
  void bf16IsRefusedWhereTheProcessorHasNone() {
    assertThatThrownBy(() -> OpenVinoOptions.requireProcessor(Precision.BF16, "Old", false))
        .hasMessage(
            "rerank.execution.precision is bf16, but this processor (Old) has no instructions for it; use fp32, or a processor with AMX or AVX-512 BF16");
    assertThatCode(
            () -> {
              OpenVinoOptions.requireProcessor(Precision.FP32, "Old", false);
              OpenVinoOptions.requireProcessor(Precision.BF16, "New", true);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void lengthsAreRoundedUpByItselfAndAsTheUserSays() {
    ModelDirectory model = narrow();
    assertThat(OPENVINO.padding(null, model).lengths()).hasToString("4/8");
    BatchSettings sixteen = new BatchSettings(512, 64, 0, new PaddingSettings(16, true));
    assertThat(OPENVINO.padding(sixteen, model))
        .isEqualTo(new PaddingRule(16, model.maxLength(), new BatchLimits(512, 64, 0)));
    assertThat(new Device(ExecutionProvider.CPU, 0).padding(new BatchSettings(512, 64, 0), model))
        .isEqualTo(new PaddingRule(0, model.maxLength(), null));
  }

  @Test
  void wideModelsArePaddedCloser() {
    assertThat(OpenVinoOptions.lengths(0)).isEqualTo(OpenVinoOptions.lengths(384));
    assertThat(OpenVinoOptions.lengths(767)).hasToString("4/8");
    PaddingRule wide = new PaddingRule(OpenVinoOptions.lengths(768), 512, RunRows.ALL);
    assertThat(wide.lengths()).hasToString("2/4/8");
    assertThat(wide.paddedLength(127)).isEqualTo(128);
    assertThat(wide.paddedLength(129)).isEqualTo(132);
    assertThat(wide.paddedLength(255)).isEqualTo(256);
    assertThat(wide.paddedLength(257)).isEqualTo(264);
  }

  @Test
  void rowsAreOfFewNumbersUnlessTheyAreFilledUp() {
    BatchSettings batch = new BatchSettings(null, 64, 0);
    assertThat(OPENVINO.padding(batch, narrow()).runRows())
        .isEqualTo(RunRows.few(new BatchLimits(1024, 64, 0)));
    assertThat(OPENVINO.padding(null, narrow()).runRows()).isEqualTo(RunRows.few(null));
  }

  @Test
  void theWidthIsTheModels() {
    ModelDirectory narrow = narrow();
    ModelDirectory wide =
        new ModelDirectory(
            narrow.onnxFile(),
            narrow.tokenizerFile(),
            narrow.maxLength(),
            768,
            narrow.padTokenId(),
            narrow.firstPosition(),
            narrow.distinguishesSegments(),
            narrow.prompt(),
            narrow.format(),
            narrow.scoreRule(),
            narrow.inputs(),
            narrow.fixedScales(),
            narrow.info());

    assertThat(OPENVINO.padding(null, wide).lengths()).hasToString("2/4/8");
  }

  /** It stands in state and in the cache's keys. */
  @Test
  void theShapesArePartOfTheModelsIdentity() {
    BatchLimits limits = new BatchLimits(512, 64, 0);
    PaddedLengths narrow = OpenVinoOptions.lengths(384);
    assertThat(Arithmetic.shapes(PaddingRule.LONGEST)).isEmpty();
    assertThat(Arithmetic.shapes(new PaddingRule(8, 512, null))).isEqualTo(",lengths=8");
    assertThat(Arithmetic.shapes(new PaddingRule(narrow, 512, RunRows.few(limits))))
        .isEqualTo(",lengths=4/8");
    assertThat(Arithmetic.shapes(new PaddingRule(OpenVinoOptions.lengths(768), 512, RunRows.ALL)))
        .isEqualTo(",lengths=2/4/8");
    assertThat(Arithmetic.shapes(new PaddingRule(16, 512, limits)))
        .isEqualTo(",lengths=16,filled=512/64");
    assertThat(Arithmetic.shapes(new PaddingRule(0, 512, limits))).isEqualTo(",filled=512/64");
  }

  private static ModelDirectory narrow() {
    Path directory = TestSettings.modelDirectory("xlmr-tiny");
    ModelDirectory model = ModelDirectory.open(directory, ModelSettings.of(directory.toString()));
    assertThat(model.hiddenSize()).isEqualTo(64);
    return model;
  }

  @Test
  void aMicroBatchHasTheDevicesOwnTokensUnlessTheUserSaysHowMany() {
    BatchSettings unset = new BatchSettings(null, 64, 3);
    Device cpu = new Device(ExecutionProvider.CPU, 0);
    assertThat(OPENVINO.limits(unset)).isEqualTo(new BatchLimits(1024, 64, 3));
    assertThat(cpu.limits(unset)).isEqualTo(new BatchLimits(512, 64, 3));
    BatchSettings set = new BatchSettings(256, 16, 0);
    assertThat(OPENVINO.limits(set))
        .isEqualTo(cpu.limits(set))
        .isEqualTo(new BatchLimits(256, 16, 0));
  }

  @Test
  void aFailureOfTheFirstRunIsAsLastingAsOnnxRuntimeSays() {
    Path folder = TestSettings.modelDirectory("xlmr-tiny");
    ModelDirectory model =
        ModelDirectory.open(
            folder, ModelSettings.of(folder.toString()).withFile("onnx/model.onnx"));
    ModelException lasting = OPENVINO.explain(model, new ModelException("Where\nno operator."));
    assertThat(lasting).hasMessageContaining("(fp32) does not run by OpenVINO (no operator); use");
    assertThat(lasting.isTransient()).isFalse();
    ModelException passing =
        OPENVINO.explain(model, ModelException.mayPass("does not run now", null));
    assertThat(passing)
        .hasMessageContaining("does not run by OpenVINO (does not run now); if that does not pass");
    assertThat(passing.isTransient()).isTrue();
  }
}
