package io.riverrank.operators.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What a graph does last. Exporters put the activation into the graph at times, and then shape or
 * type of what it gives may still be changed. Takes a graph's nodes and outputs as they are read.
 */
final class GraphEnd {
  /** Operators that change neither the values nor their order. */
  private static final Set<String> PASSING =
      Set.of("Cast", "Flatten", "Identity", "Reshape", "Squeeze", "Unsqueeze");

  private static final Set<String> ACTIVATIONS = Set.of("Sigmoid", "Softmax");

  /** Real graphs have some thousand nodes that are kept; a file with more tells nothing. */
  private static final int MAX_NODES = 10_000;

  private record Node(String operator, String input) {}

  private final Map<String, Node> nodeByOutput = new HashMap<>();
  private final List<String> outputs = new ArrayList<>();

  void node(String operator, @Nullable String firstInput, @Nullable String firstOutput) {
    boolean kept = PASSING.contains(operator) || ACTIVATIONS.contains(operator);
    if (kept && firstInput != null && firstOutput != null && nodeByOutput.size() < MAX_NODES) {
      nodeByOutput.put(firstOutput, new Node(operator, firstInput));
    }
  }

  void output(String name) {
    if (outputs.size() < MAX_NODES) {
      outputs.add(name);
    }
  }

  /**
   * {@code Sigmoid} or {@code Softmax} where that is what the logits come from; else empty.
   *
   * @param preferred the output that holds the logits if there are several
   */
  String activation(String preferred) {
    String name = outputs.contains(preferred) ? preferred : outputs.isEmpty() ? "" : outputs.get(0);
    // A file may lead in a circle.
    for (int i = 0; i < MAX_NODES; i++) {
      Node node = nodeByOutput.get(name);
      if (node == null) {
        return "";
      }
      if (ACTIVATIONS.contains(node.operator())) {
        return node.operator();
      }
      name = node.input();
    }
    return "";
  }
}
