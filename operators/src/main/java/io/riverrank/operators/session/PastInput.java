package io.riverrank.operators.session;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.riverrank.operators.model.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * The input of a causal model's graph that takes keys and values of tokens that come before each
 * row, {@code [layers × 2, heads, prefix, width]} in float32; the output {@link #PRESENT} gives
 * those of the first row in the same form. A prefix of length 0 is none.
 */
record PastInput(long tensors, long heads, long width) {
  static final String PAST = "past";
  static final String PRESENT = "present";

  private static final int PREFIX_AXIS = 2;

  /**
   * @return null if the graph has no such input
   * @throws ModelException if it has another form, or no such output
   */
  @Nullable
  static PastInput of(Path file, OrtSession session) throws OrtException {
    NodeInfo input = session.getInputInfo().get(PAST);
    if (input == null) {
      return null;
    }
    NodeInfo output = session.getOutputInfo().get(PRESENT);
    long[] shape = shape(input);
    long[] present = output == null ? null : shape(output);
    if (shape == null
        || present == null
        || Arrays.stream(shape).filter(size -> size > 0).count() != 3
        || shape[1] != present[1]
        || shape[3] != present[3]) {
      throw new ModelException(
          "%s has the input %s as %s and the output %s as %s; both have to be float32 of shape [layers × 2, heads, prefix, width]: prepare the model again by deploy/models/prepare.py"
              .formatted(
                  file, PAST, input.getInfo(), PRESENT, output == null ? null : output.getInfo()));
    }
    return new PastInput(shape[0], shape[1], shape[3]);
  }

  /** Null if it is no such tensor; a size that is free is negative. */
  @Nullable
  private static long[] shape(NodeInfo node) {
    if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
      return null;
    }
    long[] shape = tensor.getShape();
    return shape.length == 4 && shape[PREFIX_AXIS] < 0 ? shape : null;
  }

  /** Bytes of one token's keys and values. */
  long tokenBytes() {
    return tensors * heads * width * Float.BYTES;
  }

  /** The past of rows that have none, by the input's name; to be closed by the caller. */
  Map<String, OnnxTensor> none(OrtEnvironment environment) throws OrtException {
    ByteBuffer empty = ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
    long[] shape = {tensors, heads, 0, width};
    return Map.of(PAST, OnnxTensor.createTensor(environment, empty.asFloatBuffer(), shape));
  }
}
