package io.riverrank.operators.session;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.riverrank.operators.model.ModelException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Which output of a graph holds the logits: {@code logits}, else the only one. */
final class GraphOutput {
  private GraphOutput() {}

  /**
   * @param labels that the model's files name
   * @throws ModelException if there is no such output, or it has another number of labels
   */
  static String of(Path file, OrtSession session, int labels) throws OrtException {
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    NodeInfo output =
        outputs.containsKey("logits")
            ? outputs.get("logits")
            : outputs.size() == 1 ? outputs.values().iterator().next() : null;
    if (output == null || !(output.getInfo() instanceof TensorInfo tensor)) {
      throw new ModelException(
          "%s has the outputs %s and none named logits; export it as a sequence-classification model"
              .formatted(file, outputs.keySet()));
    }
    if (!fits(tensor.getShape(), labels)) {
      throw new ModelException(
          "%s gives %s of shape %s, and the directory's files name %s, [rows, %d]; export it as a sequence-classification model with as many labels as config.json has"
              .formatted(
                  file,
                  output.getName(),
                  Arrays.toString(tensor.getShape()),
                  labels == 1 ? "one label" : labels + " labels",
                  labels));
    }
    return output.getName();
  }

  /** {@code [rows]} of one label, or {@code [rows, labels]}; what is negative is open. */
  private static boolean fits(long[] shape, int labels) {
    return switch (shape.length) {
      case 1 -> labels == 1;
      case 2 -> shape[1] < 0 || shape[1] == labels;
      default -> false;
    };
  }
}
