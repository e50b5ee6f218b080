package io.riverrank.operators.monitoring.summary;

import io.riverrank.schemas.monitoring.Example;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The queries whose ranking changed most: smallest overlap first, ties by query id. */
final class TopExamples {

  private static final int MAX_QUERY_CHARS = 1_000;

  private static final Comparator<Example> LARGEST_CHANGE_FIRST =
      Comparator.comparingDouble(Example::rbo).thenComparing(Example::queryId);

  private final int limit;
  private final TreeSet<Example> examples = new TreeSet<>(LARGEST_CHANGE_FIRST);

  TopExamples(int limit) {
    this.limit = limit;
  }

  int limit() {
    return limit;
  }

  /** Whether a query with this overlap could be among them. */
  boolean takes(double rbo) {
    return limit > 0 && (examples.size() < limit || rbo <= examples.last().rbo());
  }

  void add(Example example) {
    if (takes(example.rbo())) {
      examples.add(shortened(example));
      if (examples.size() > limit) {
        examples.pollLast();
      }
    }
  }

  void merge(TopExamples other) {
    other.examples.forEach(this::add);
  }

  List<Example> list() {
    return List.copyOf(examples);
  }

  private static Example shortened(Example example) {
    String query = example.query();
    if (query.length() <= MAX_QUERY_CHARS) {
      return example;
    }
    int end = MAX_QUERY_CHARS - 1;
    end -= Character.isHighSurrogate(query.charAt(end - 1)) ? 1 : 0;
    return new Example(
        example.queryId(),
        query.substring(0, end) + "…",
        example.rbo(),
        example.before(),
        example.after());
  }
}
