package io.riverrank.operators.session;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.riverrank.operators.model.ModelException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Which inputs a graph declares; only these are fed.
 *
 * @param types int64 or int32, by input
 * @param past the input for what comes before a row; null for a graph without
 */
record GraphInputs(Map<TokenInput, OnnxJavaType> types, @Nullable PastInput past) {

  /**
   * @throws ModelException if the graph lacks an input, wants one that we don't know, or wants
   *     another type than int64 and int32
   */
  static GraphInputs of(Path file, OrtSession session) throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    for (TokenInput needed : new TokenInput[] {TokenInput.IDS, TokenInput.MASK}) {
      if (!inputs.containsKey(needed.graphName())) {
        throw new ModelException(
            "%s has no input %s; export it as a sequence-classification model"
                .formatted(file, needed.graphName()));
      }
    }
    Map<TokenInput, OnnxJavaType> types = new EnumMap<>(TokenInput.class);
    for (NodeInfo input : inputs.values()) {
      if (!input.getName().equals(PastInput.PAST)) {
        types.put(known(file, input), type(file, input));
      }
    }
    return new GraphInputs(types, PastInput.of(file, session));
  }

  boolean wants(TokenInput input) {
    return types.containsKey(input);
  }

  private static TokenInput known(Path file, NodeInfo input) {
    for (TokenInput known : TokenInput.values()) {
      if (known.graphName().equals(input.getName())) {
        return known;
      }
    }
    throw new ModelException(
        "%s wants the input %s, which a pair of texts does not give; export it with %s only"
            .formatted(file, input.getName(), TokenInput.names()));
  }

  private static OnnxJavaType type(Path file, NodeInfo input) {
    TensorInfo tensor = (TensorInfo) input.getInfo();
    long[] shape = tensor.getShape();
    boolean whole = tensor.type == OnnxJavaType.INT64 || tensor.type == OnnxJavaType.INT32;
    if (!whole || shape.length != 2) {
      throw new ModelException(
          "%s wants %s as %s; Riverrank feeds int64 or int32 of shape [rows, padded length]"
              .formatted(file, input.getName(), tensor));
    }
    if (shape[0] >= 0 || shape[1] >= 0) {
      throw new ModelException(
          "%s fixes the shape of %s to %s; export it with dynamic axes"
              .formatted(file, input.getName(), Arrays.toString(shape)));
    }
    return tensor.type;
  }
}
