package io.riverrank.tools.bench.raw;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.riverrank.operators.session.InputBuffers;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.List;
import java.util.Map;

/**
 * One batch, ready to run, {@code [rows, padded length]}.
 *
 * @param tokens without padding
 */
record Feed(Map<String, OnnxTensor> tensors, int rows, int tokens, int paddedTokens)
    implements AutoCloseable {

  /**
   * @param buffers of its own, which hold the tensors' values
   */
  static Feed of(OrtEnvironment environment, List<TokenizedPair> pairs, InputBuffers buffers) {
    int width = pairs.stream().mapToInt(TokenizedPair::length).max().orElseThrow();
    int tokens = pairs.stream().mapToInt(TokenizedPair::length).sum();
    try {
      return new Feed(buffers.fill(environment, pairs), pairs.size(), tokens, pairs.size() * width);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime takes no tensor: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
  }
}
