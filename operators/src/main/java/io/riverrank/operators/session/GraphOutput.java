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
   * @throws ModelException if there is no such output, or it has more than one label
   */
  static String of(Path file, OrtSession session) throws OrtException {
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
    long[] shape = tensor.getShape();
    boolean oneLabel = shape.length == 1 || (shape.length == 2 && shape[1] <= 1);
    if (!oneLabel) {
      throw new ModelException(
          "%s gives %s of shape %s; Riverrank ranks by models with one label, [rows, 1]"
              .formatted(file, output.getName(), Arrays.toString(shape)));
    }
    return output.getName();
  }
}
