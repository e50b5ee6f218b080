package io.riverrank.operators.model;

/** Counts a model's weights by their type. */
final class WeightTypes {
  private long float32;
  private long float16;
  private long bfloat16;
  private long int8;

  /**
   * @param type TensorProto.DataType
   */
  void add(int type, long elements) {
    switch (type) {
      case 1, 11 -> float32 += elements;
      case 2, 3, 21, 22 -> int8 += elements;
      case 10 -> float16 += elements;
      case 16 -> bfloat16 += elements;
      default -> {}
    }
  }

  /** What most of them are. */
  String precision() {
    long most = Math.max(Math.max(float32, float16), Math.max(bfloat16, int8));
    if (most == int8 && int8 > 0) {
      return "int8";
    }
    if (most == float16 && float16 > 0) {
      return "fp16";
    }
    return most == bfloat16 && bfloat16 > 0 ? "bf16" : "fp32";
  }
}
