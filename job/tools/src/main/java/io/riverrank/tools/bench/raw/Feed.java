package io.riverrank.tools.bench.raw;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One batch, ready to run, {@code [rows, padded length]}.
 *
 * @param tokens without padding
 */
record Feed(Map<String, OnnxTensor> tensors, int rows, int tokens, int paddedTokens)
    implements AutoCloseable {

  /**
   * @param inputs that the graph declares; only these are made
   */
  static Feed of(
      OrtEnvironment environment, List<TokenizedPair> pairs, Set<String> inputs, int padTokenId) {
    int width = pairs.stream().mapToInt(TokenizedPair::length).max().orElseThrow();
    int tokens = pairs.stream().mapToInt(TokenizedPair::length).sum();
    Map<String, OnnxTensor> tensors = new HashMap<>();
    for (String input : inputs) {
      LongBuffer values =
          ByteBuffer.allocateDirect(Math.multiplyExact(pairs.size() * width, Long.BYTES))
              .order(ByteOrder.nativeOrder())
              .asLongBuffer();
      for (int row = 0; row < pairs.size(); row++) {
        write(values, row * width, width, pairs.get(row), input, padTokenId);
      }
      try {
        long[] shape = {pairs.size(), width};
        tensors.put(input, OnnxTensor.createTensor(environment, values, shape));
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime takes no tensor: " + e.getMessage(), e);
      }
    }
    return new Feed(tensors, pairs.size(), tokens, pairs.size() * width);
  }

  private static void write(
      LongBuffer values, int start, int width, TokenizedPair pair, String input, int padTokenId) {
    for (int i = 0; i < width; i++) {
      boolean padding = i >= pair.length();
      values.put(
          start + i,
          switch (input) {
            case "input_ids" -> padding ? padTokenId : pair.ids()[i];
            case "attention_mask" -> padding ? 0 : 1;
            default -> padding || pair.typeIds() == null ? 0 : pair.typeIds()[i];
          });
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
  }
}
