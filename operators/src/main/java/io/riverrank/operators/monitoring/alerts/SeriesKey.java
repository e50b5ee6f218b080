package io.riverrank.operators.monitoring.alerts;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * What has alerts of its own.
 *
 * @param rule its name
 * @param segment in the order of its fields' names, so that equal ones are equal bytes
 * @param model fingerprint; null for a rule about all of them, or where results name none
 */
record SeriesKey(String rule, SortedMap<String, String> segment, @Nullable String model)
    implements Comparable<SeriesKey> {

  private static final Comparator<SeriesKey> ORDER =
      Comparator.comparing(SeriesKey::rule)
          .thenComparing(key -> key.segment.toString())
          .thenComparing(SeriesKey::model, Comparator.nullsFirst(Comparator.naturalOrder()));

  SeriesKey(String rule, Map<String, String> segment, @Nullable String model) {
    this(rule, new TreeMap<>(segment), model);
  }

  @Override
  public int compareTo(SeriesKey other) {
    return ORDER.compare(this, other);
  }
}
