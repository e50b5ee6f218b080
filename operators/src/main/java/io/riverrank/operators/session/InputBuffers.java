package io.riverrank.operators.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.riverrank.operators.batching.PaddingRule;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The input tensors of one caller: direct buffers that ONNX Runtime reads in place, used again for
 * each batch and grown to the largest one.
 */
final class InputBuffers {
  private static final LongBuffer NONE = LongBuffer.allocate(0);

  private final long padTokenId;
  private final boolean withTypeIds;
  private final PaddingRule padding;
  private LongBuffer ids = NONE;
  private LongBuffer mask = NONE;
  private LongBuffer typeIds = NONE;

  InputBuffers(long padTokenId, boolean withTypeIds, PaddingRule padding) {
    this.padTokenId = padTokenId;
    this.withTypeIds = withTypeIds;
    this.padding = padding;
  }

  /**
   * Writes the pairs row by row, {@code [rows, padded length]}, and wraps the buffers as tensors.
   * Rows beyond the pairs repeat the first: what any model gives a score for.
   *
   * @return tensors by input name; valid until the next call, to be closed by the caller
   */
  Map<String, OnnxTensor> fill(OrtEnvironment environment, List<TokenizedPair> pairs)
      throws OrtException {
    int longest = 0;
    for (TokenizedPair pair : pairs) {
      longest = Math.max(longest, pair.length());
    }
    int width = padding.paddedLength(longest);
    int rows = padding.rows(pairs.size(), width);
    reserve(rows * width);
    for (TokenizedPair pair : pairs) {
      append(pair, width);
    }
    for (int row = pairs.size(); row < rows; row++) {
      append(pairs.get(0), width);
    }
    long[] shape = {rows, width};
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      tensors.put(GraphInputs.INPUT_IDS, tensor(environment, ids, shape));
      tensors.put(GraphInputs.ATTENTION_MASK, tensor(environment, mask, shape));
      if (withTypeIds) {
        tensors.put(GraphInputs.TOKEN_TYPE_IDS, tensor(environment, typeIds, shape));
      }
    } catch (OrtException | RuntimeException e) {
      tensors.values().forEach(OnnxTensor::close);
      throw e;
    }
    return tensors;
  }

  private void append(TokenizedPair pair, int width) {
    ids.put(pair.ids());
    for (int i = 0; i < pair.length(); i++) {
      mask.put(1);
    }
    for (int i = pair.length(); i < width; i++) {
      ids.put(padTokenId);
      mask.put(0);
    }
    if (withTypeIds) {
      if (pair.typeIds() != null) {
        typeIds.put(pair.typeIds());
      }
      zeros(typeIds, width - (pair.typeIds() == null ? 0 : pair.length()));
    }
  }

  private static void zeros(LongBuffer buffer, int count) {
    for (int i = 0; i < count; i++) {
      buffer.put(0);
    }
  }

  private void reserve(int elements) {
    if (ids.capacity() < elements) {
      ids = direct(elements);
      mask = direct(elements);
      typeIds = withTypeIds ? direct(elements) : NONE;
    }
    ids.clear();
    mask.clear();
    typeIds.clear();
  }

  private static LongBuffer direct(int elements) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(elements, Long.BYTES))
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }

  private static OnnxTensor tensor(OrtEnvironment environment, LongBuffer buffer, long[] shape)
      throws OrtException {
    return OnnxTensor.createTensor(environment, buffer.flip(), shape);
  }
}
