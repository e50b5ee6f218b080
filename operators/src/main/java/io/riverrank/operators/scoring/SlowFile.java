package io.riverrank.operators.scoring;

import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.session.Device;
import io.riverrank.operators.settings.ExecutionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of a file that loads and scores right that another one would be several times as fast. */
final class SlowFile {
  private static final Logger LOG = LoggerFactory.getLogger(SlowFile.class);

  private SlowFile() {}

  static void warn(ModelDirectory model, Device device) {
    if (device.provider() == ExecutionProvider.CPU
        && System.getProperty("os.arch").equals("amd64")
        && model.hasSignedActivations()) {
      LOG.warn(
          "{} quantises activations to int8, which ONNX Runtime multiplies slower than fp32 on x86; take the fp32 file, or one with uint8 activations, such as prepare.py makes",
          model.onnxFile());
    }
  }
}
