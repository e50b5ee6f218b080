package io.riverrank.operators.session;

import io.riverrank.operators.batching.BatchLimits;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The shapes {@code [rows, padded length]} that micro-batches have, for an engine that is built
 * ahead: from one token to full rows of full length, tuned for the longest texts that fill both
 * rows and token budget.
 *
 * @param inputs that the graph declares
 */
record ShapeProfile(Collection<String> inputs, BatchLimits batch, int maxLength) {

  String min() {
    return shapes(1, 1);
  }

  String opt() {
    int length = Math.max(1, Math.min(maxLength, batch.tokenBudget() / batch.maxRows()));
    int rows = Math.max(1, Math.min(batch.maxRows(), batch.tokenBudget() / length));
    return shapes(rows, length);
  }

  /**
   * Each dimension has a range of its own, so many short and few long rows together need the
   * product, though no micro-batch is above the token budget.
   */
  String max() {
    int rows = Math.max(1, Math.min(batch.maxRows(), batch.tokenBudget()));
    return shapes(rows, maxLength);
  }

  private String shapes(int rows, int length) {
    return inputs.stream()
        .sorted()
        .map(input -> "%s:%dx%d".formatted(input, rows, length))
        .collect(Collectors.joining(","));
  }
}
