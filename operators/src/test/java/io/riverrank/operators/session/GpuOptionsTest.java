package io.riverrank.operators.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.batching.BatchLimits;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.settings.GpuSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ONNX Runtime's GPU providers are told; whether it helps takes a GPU. */
class GpuOptionsTest {
  private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask");
  private static final BatchLimits BATCH = new BatchLimits(4096, 64, 0);

  @Test
  void nothingSaidLeavesTheProvidersDefaultsButForFullPrecision() {
    assertThat(GpuOptions.cuda(GpuSettings.DEFAULT)).isEqualTo(Map.of("use_tf32", "0"));
    assertThat(GpuOptions.tensorRt(GpuSettings.DEFAULT, null)).isEmpty();
  }

  @Test
  void everySettingHasItsKey(@TempDir Path folder) {
    String cache = folder.resolve("made/here").toString();
    GpuSettings settings = new GpuSettings(4L << 30, cache, true);
    assertThat(GpuOptions.cuda(settings))
        .isEqualTo(
            Map.of(
                "use_tf32", "0",
                "gpu_mem_limit", "4294967296",
                "arena_extend_strategy", "kSameAsRequested"));
    assertThat(GpuOptions.tensorRt(settings, new ShapeProfile(INPUTS, BATCH, 512)))
        .isEqualTo(
            Map.of(
                "trt_fp16_enable", "1",
                "trt_engine_cache_enable", "1",
                "trt_engine_cache_path", cache,
                "trt_timing_cache_enable", "1",
                "trt_timing_cache_path", cache,
                "trt_profile_min_shapes", "attention_mask:1x1,input_ids:1x1",
                "trt_profile_opt_shapes", "attention_mask:64x64,input_ids:64x64",
                "trt_profile_max_shapes", "attention_mask:64x512,input_ids:64x512"));
  }

  @Test
  void theProfileHoldsWhereTheBudgetIsSmallerThanAPair() {
    ShapeProfile profile = new ShapeProfile(Set.of("input_ids"), new BatchLimits(10, 64, 0), 512);
    assertThat(profile.opt()).isEqualTo("input_ids:10x1");
    assertThat(profile.max()).isEqualTo("input_ids:10x512");
  }

  @Test
  void aCacheFolderThatCantBeWrittenIsNamed(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(
            () -> GpuOptions.tensorRt(new GpuSettings(null, file + "/cache", false), null))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("rerank.execution.tensorrt.cache-dir is " + file + "/cache")
        .hasMessageContaining("set it to a writable folder");
  }

  @Test
  void theProfileNamesTheInputsThatTheGraphDeclares() {
    Path model = TestSettings.modelDirectory("xlmr-tiny");
    ModelSettings settings = ModelSettings.of(model.toString());
    assertThat(ModelDirectory.open(model, settings.withFile("onnx/model.onnx")).inputs())
        .containsExactlyInAnyOrder("input_ids", "attention_mask");
    assertThat(
            ModelDirectory.open(model, settings.withFile("onnx/model_token_types.onnx")).inputs())
        .containsExactlyInAnyOrder("input_ids", "attention_mask", "token_type_ids");
  }
}
