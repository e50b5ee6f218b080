package io.riverrank.operators.settings;

/** Where ONNX Runtime computes. */
public enum ExecutionProvider {
  CPU,
  CUDA,
  TENSORRT,
  /** CUDA where there is a GPU that works, else CPU; says in the log which. */
  AUTO
}
