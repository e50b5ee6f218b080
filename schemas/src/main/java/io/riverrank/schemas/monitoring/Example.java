package io.riverrank.schemas.monitoring;

import java.util.List;

/**
 * A query whose ranking changed much.
 *
 * @param query its text
 * @param rbo rank-biased overlap of the two orders
 * @param before ids of the first documents of the search engine's order
 * @param after ids of the first documents of our order
 */
public record Example(
    String queryId, String query, double rbo, List<String> before, List<String> after) {

  public Example {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
