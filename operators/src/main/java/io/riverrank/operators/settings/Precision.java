package io.riverrank.operators.settings;

/** The number format that a full-precision file is computed in. */
public enum Precision {
  /** What the reference computes in. */
  FP32,
  /** Eight bits of mantissa; a variant of its own, measured against fp32. */
  BF16
}
