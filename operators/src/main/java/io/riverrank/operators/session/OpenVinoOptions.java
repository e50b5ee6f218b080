package io.riverrank.operators.session;

import ai.onnxruntime.OrtEnvironment;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.natives.openvino.OpenVinoPlugin;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.Precision;
import java.util.Map;

/** OpenVINO's own keys, and what a model must be for them. */
final class OpenVinoOptions {
  /**
   * A score depends on its padded length and on nothing beside it; this many tokens cost next to no
   * time and leave an eighth of the shapes, each of which OpenVINO keeps kernels for.
   */
  static final int LENGTH_MULTIPLE = 8;

  private OpenVinoOptions() {}

  /**
   * One stream a caller, so that each runs on threads of its own.
   *
   * @param callers threads that run the model at once
   */
  static Map<String, String> of(ExecutionSettings settings, int callers) {
    String precision = settings.openVino().precision() == Precision.BF16 ? "bf16" : "f32";
    return Map.of(
        "load_config",
        """
        {"CPU":{"INFERENCE_PRECISION_HINT":"%s","NUM_STREAMS":"%d","INFERENCE_NUM_THREADS":"%d"}}"""
            .formatted(precision, callers, callers * settings.intraOpThreads()));
  }

  /**
   * @param weights what the file's weights are
   * @throws ModelException if the processor has no bfloat16, or the file's weights have a precision
   *     of their own
   */
  static void requirePrecision(
      ExecutionSettings settings, OrtEnvironment environment, String weights) {
    if (settings.openVino().precision() == Precision.FP32) {
      return;
    }
    if (!weights.equals("fp32")) {
      throw new ModelException(
          "rerank.execution.precision bf16 computes a full-precision file in bfloat16, but the model's file is %s; name its fp32 file by rerank.model.file, or leave the precision out"
              .formatted(weights));
    }
    OpenVinoPlugin plugin = OpenVinoPlugin.of(settings.openVino(), environment);
    if (!plugin.hasBf16()) {
      throw new ModelException(
          "rerank.execution.precision is bf16, but this processor (%s) has no instructions for it; use fp32, or a processor with AMX or AVX-512 BF16"
              .formatted(plugin.processor()));
    }
  }
}
