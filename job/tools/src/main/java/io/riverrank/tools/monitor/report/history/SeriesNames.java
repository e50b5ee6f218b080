package io.riverrank.tools.monitor.report.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers the series of a view in the order of their first appearance. */
final class SeriesNames {
  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private boolean full;

  /** -1 for a name beyond the limit. */
  int index(String name) {
    Integer index = indexes.get(name);
    if (index != null) {
      return index;
    }
    if (indexes.size() == PageLimits.SERIES) {
      full = true;
      return -1;
    }
    indexes.put(name, indexes.size());
    return indexes.size() - 1;
  }

  /** -1 for a name that never came. */
  int known(String name) {
    return indexes.getOrDefault(name, -1);
  }

  List<String> all() {
    return Collections.unmodifiableList(new ArrayList<>(indexes.keySet()));
  }

  /** Whether names were left out. */
  boolean isFull() {
    return full;
  }
}
