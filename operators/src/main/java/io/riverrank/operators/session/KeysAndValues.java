package io.riverrank.operators.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import io.riverrank.operators.prefix.PrefixCache;

/** Keys and values of a prefix as a run gave them, in ONNX Runtime's own memory. */
final class KeysAndValues implements PrefixCache.Value {
  private final OrtSession.Result result;
  private final long bytes;

  /**
   * @param result holds them alone; closed with this
   */
  KeysAndValues(OrtSession.Result result, long bytes) {
    this.result = result;
    this.bytes = bytes;
  }

  OnnxTensor tensor() {
    return (OnnxTensor) result.get(0);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    result.close();
  }
}
