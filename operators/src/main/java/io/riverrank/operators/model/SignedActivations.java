package io.riverrank.operators.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a graph multiplies activations as int8 instead of uint8, of which ONNX Runtime has no
 * quick product on x86: int8 × int8 is slower there than fp32. What goes from QuantizeLinear
 * straight to DequantizeLinear doesn't count, since ONNX Runtime makes uint8 of that by itself.
 * Takes a graph's nodes, each after those that it reads, and constants as they are read.
 */
final class SignedActivations {
  private static final String QUANTISE = "QuantizeLinear";
  private static final String DEQUANTISE = "DequantizeLinear";

  /** TensorProto.DataType. */
  private static final int INT8 = 3;

  /** Real graphs have some hundred; a file with more tells nothing. */
  private static final int MAX_NAMES = 10_000;

  private record Quantised(String values, String zeroPoint) {}

  /** By what holds the integers. */
  private final Map<String, Quantised> quantised = new HashMap<>();

  private final Set<Quantised> multiplied = new HashSet<>();
  private final Set<String> constants = new HashSet<>();
  private final Set<String> int8Constants = new HashSet<>();

  /**
   * @param inputs the first three, or as many as there are, at least one. The third of
   *     QuantizeLinear is a zero point, whose type is that of the output
   * @param output the first
   */
  void node(String operator, List<String> inputs, String output) {
    if (!operator.equals(DEQUANTISE)) {
      for (String input : inputs) {
        Quantised read = quantised.get(input);
        if (read != null) {
          multiplied.add(read);
        }
      }
    }
    if (operator.equals(QUANTISE) && quantised.size() < MAX_NAMES) {
      quantised.put(output, new Quantised(inputs.get(0), inputs.size() > 2 ? inputs.get(2) : ""));
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
    return multiplied.stream()
        .anyMatch(q -> int8Constants.contains(q.zeroPoint()) && !constants.contains(q.values()));
  }
}
