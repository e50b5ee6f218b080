package io.riverrank.tools.monitor.report.history;

import io.riverrank.schemas.monitoring.Example;
import java.util.List;

/** Examples without what would make a page too long. */
final class Examples {

  private Examples() {}

  static Example cut(Example example) {
    return new Example(
        ForeignText.cut(example.queryId()),
        ForeignText.cut(example.query()),
        example.rbo(),
        cut(example.before()),
        cut(example.after()));
  }

  private static List<String> cut(List<String> documents) {
    return documents.stream().limit(PageLimits.EXAMPLE_DOCUMENTS).map(ForeignText::cut).toList();
  }
}
