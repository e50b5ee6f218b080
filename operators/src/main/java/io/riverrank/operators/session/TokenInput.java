package io.riverrank.operators.session;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a pair of texts gives to a graph, {@code [rows, padded length]} each. */
enum TokenInput {
  /** Tokens, then the pad token. */
  IDS("input_ids"),
  /** 1 for a token, 0 for padding. */
  MASK("attention_mask"),
  /** The segment of each token, 0 for padding. */
  TYPES("token_type_ids"),
  /** Where each token stands, counted on through the padding. */
  POSITIONS("position_ids");

  private final String graphName;

  TokenInput(String graphName) {
    this.graphName = graphName;
  }

  /** As Hugging Face's exporters call it. */
  String graphName() {
    return graphName;
  }

  static String names() {
    return Arrays.stream(values()).map(TokenInput::graphName).collect(Collectors.joining(", "));
  }
}
