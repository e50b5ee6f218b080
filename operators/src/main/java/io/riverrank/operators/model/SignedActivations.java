package io.riverrank.operators.model;

import java.util.HashSet;
import java.util.Set;

/**
 * Whether a graph quantises activations to int8 instead of uint8, of which ONNX Runtime has no
 * quick product on x86: int8 × int8 is slower there than fp32. Takes a graph's nodes and constants
 * as they are read.
 */
final class SignedActivations {
  private static final String QUANTISE = "QuantizeLinear";

  /** TensorProto.DataType. */
  private static final int INT8 = 3;

  /** Real graphs have some hundred; a file with more tells nothing. */
  private static final int MAX_NAMES = 10_000;

  private record Quantised(String values, String zeroPoint) {}

  private final Set<Quantised> quantised = new HashSet<>();
  private final Set<String> constants = new HashSet<>();
  private final Set<String> int8Constants = new HashSet<>();

  /**
   * @param zeroPoint the third input, empty where there is none; its type is that of the result
   */
  void node(String operator, String firstInput, String zeroPoint) {
    if (operator.equals(QUANTISE) && quantised.size() < MAX_NAMES) {
      quantised.add(new Quantised(firstInput, zeroPoint));
    }
  }

  /**
   * @param type TensorProto.DataType
   */
  void constant(String name, int type) {
    if (constants.size() < MAX_NAMES) {
      constants.add(name);
      if (type == INT8) {
        int8Constants.add(name);
      }
    }
  }

  /** Of what the graph computes: weights may be quantised when it is loaded. */
  boolean found() {
    return quantised.stream()
        .anyMatch(q -> int8Constants.contains(q.zeroPoint()) && !constants.contains(q.values()));
  }
}
