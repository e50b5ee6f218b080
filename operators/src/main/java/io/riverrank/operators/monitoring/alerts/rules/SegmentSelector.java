package io.riverrank.operators.monitoring.alerts.rules;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Segments with exactly these fields.
 *
 * @param fields name to value, or to {@code *} for each value; empty: every query together
 */
public record SegmentSelector(SortedMap<String, String> fields) implements Serializable {

  private static final long serialVersionUID = 1;

  public static final String EACH = "*";
  public static final SegmentSelector WHOLE = new SegmentSelector(Map.of());

  public SegmentSelector(Map<String, String> fields) {
    this(new TreeMap<>(fields));
  }

  /** Whether it names one segment rather than each of several. */
  public boolean isOne() {
    return !fields.containsValue(EACH);
  }

  public boolean matches(Map<String, String> segment) {
    return segment.keySet().equals(fields.keySet())
        && fields.entrySet().stream()
            .allMatch(
                field ->
                    field.getValue().equals(EACH)
                        || field.getValue().equals(segment.get(field.getKey())));
  }
}
