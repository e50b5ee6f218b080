package io.riverrank.operators.session;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.riverrank.operators.model.ModelException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Which inputs a graph declares; only these are fed.
 *
 * @param tokenTypeIds whether the graph wants the segment of each token
 */
record GraphInputs(boolean tokenTypeIds) {
  static final String INPUT_IDS = "input_ids";
  static final String ATTENTION_MASK = "attention_mask";
  static final String TOKEN_TYPE_IDS = "token_type_ids";

  /**
   * @throws ModelException if the graph lacks an input, wants one that we don't know, or wants
   *     another type than int64
   */
  static GraphInputs of(Path file, OrtSession session) throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    for (String needed : new String[] {INPUT_IDS, ATTENTION_MASK}) {
      if (!inputs.containsKey(needed)) {
        throw new ModelException(
            "%s has no input %s; export it as a sequence-classification model"
                .formatted(file, needed));
      }
    }
    for (NodeInfo input : inputs.values()) {
      check(file, input);
    }
    return new GraphInputs(inputs.containsKey(TOKEN_TYPE_IDS));
  }

  private static void check(Path file, NodeInfo input) {
    switch (input.getName()) {
      case INPUT_IDS, ATTENTION_MASK, TOKEN_TYPE_IDS -> {
        TensorInfo tensor = (TensorInfo) input.getInfo();
        long[] shape = tensor.getShape();
        if (tensor.type != OnnxJavaType.INT64 || shape.length != 2) {
          throw new ModelException(
              "%s wants %s as %s; Riverrank feeds int64 of shape [rows, padded length]"
                  .formatted(file, input.getName(), tensor));
        }
        if (shape[0] >= 0 || shape[1] >= 0) {
          throw new ModelException(
              "%s fixes the shape of %s to %s; export it with dynamic axes"
                  .formatted(file, input.getName(), Arrays.toString(shape)));
        }
      }
      default ->
          throw new ModelException(
              "%s wants the input %s, which a pair of texts does not give; export it with %s, %s and %s only"
                  .formatted(file, input.getName(), INPUT_IDS, ATTENTION_MASK, TOKEN_TYPE_IDS));
    }
  }
}
