package io.riverrank.operators.session;

import ai.onnxruntime.OrtEnvironment;
import io.riverrank.operators.batching.BatchLimits;
import io.riverrank.operators.batching.PaddingRule;
import io.riverrank.operators.natives.openvino.OpenVinoPlugin;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.Precision;

/** What computes, as far as scores depend on it, in words that stay the same over releases. */
final class Arithmetic {
  private Arithmetic() {}

  static String of(
      Device device, ExecutionSettings settings, PaddingRule padding, OrtEnvironment environment) {
    return provider(device, settings, environment) + shapes(padding);
  }

  private static String provider(
      Device device, ExecutionSettings settings, OrtEnvironment environment) {
    return switch (device.provider()) {
      case TENSORRT -> settings.gpu().tensorRtFp16() ? device + ",fp16" : device.toString();
      case OPENVINO -> {
        boolean bf16 = settings.openVino().precision() == Precision.BF16;
        String version = OpenVinoPlugin.of(settings.openVino(), environment).version();
        yield "%s=%s%s".formatted(device, version, bf16 ? ",bf16" : "");
      }
      default -> device.toString();
    };
  }

  static String shapes(PaddingRule padding) {
    String lengths = padding.mixesLengths() ? "" : ",lengths=" + padding.lengths();
    BatchLimits limits = padding.runRows().limits();
    return padding.fillsRows()
        ? "%s,filled=%d/%d".formatted(lengths, limits.tokenBudget(), limits.maxRows())
        : lengths;
  }
}
