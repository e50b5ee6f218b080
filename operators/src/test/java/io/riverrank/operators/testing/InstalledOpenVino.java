package io.riverrank.operators.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.riverrank.operators.natives.openvino.OpenVinoLibrary;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.GpuSettings;
import io.riverrank.operators.settings.OpenVinoSettings;
import io.riverrank.operators.settings.Precision;

/** OpenVINO's plugin for tests; those that need it are skipped where it is not installed. */
public final class InstalledOpenVino {

  private InstalledOpenVino() {}

  public static void assume() {
    assumeTrue(
        OpenVinoLibrary.find(null).isPresent(),
        "OpenVINO is not installed; run `riverrank openvino install`");
  }

  public static ExecutionSettings settings(Precision precision, int callers) {
    return new ExecutionSettings(
        ExecutionProvider.OPENVINO,
        null,
        callers,
        1,
        1,
        null,
        GpuSettings.DEFAULT,
        new OpenVinoSettings(null, precision),
        ExecutionSettings.DEFAULT_PREFIX_BYTES);
  }
}
