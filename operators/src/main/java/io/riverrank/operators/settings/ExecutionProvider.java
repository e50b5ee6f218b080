package io.riverrank.operators.settings;

/** Where ONNX Runtime computes, and by which of its execution providers. */
public enum ExecutionProvider {
  CPU,
  CUDA,
  TENSORRT,
  /** The CPU, by OpenVINO's plugin. */
  OPENVINO,
  /**
   * CUDA where there is a GPU that works, else OPENVINO for a full-precision file where it is
   * installed, else CPU; says in the log which.
   */
  AUTO
}
