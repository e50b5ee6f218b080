package io.riverrank.operators.monitoring.alerts.rules;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * What every rule has.
 *
 * @param name unique
 * @param windowMs length of the windows that it looks at; null: every length, each on its own
 * @param segments that it looks at
 * @param goneAfter windows in a row without a record after which a segment or model is forgotten,
 *     and its alert over
 * @param labels for Alertmanager, such as a severity
 * @param description for whoever is woken; may be null
 */
public record RuleHead(
    String name,
    @Nullable Long windowMs,
    SegmentSelector segments,
    int goneAfter,
    SortedMap<String, String> labels,
    @Nullable String description)
    implements Serializable {

  private static final long serialVersionUID = 1;

  public static final int DEFAULT_GONE_AFTER = 24;

  public RuleHead {
    labels = new TreeMap<>(labels);
  }

  /** Of every query, for every length of windows. */
  public static RuleHead of(String name) {
    return new RuleHead(
        name, null, SegmentSelector.WHOLE, DEFAULT_GONE_AFTER, new TreeMap<>(), null);
  }

  public RuleHead withWindowMs(long length) {
    return new RuleHead(name, length, segments, goneAfter, labels, description);
  }

  public RuleHead withSegments(Map<String, String> wanted) {
    return new RuleHead(
        name, windowMs, new SegmentSelector(wanted), goneAfter, labels, description);
  }

  public boolean looksAt(long lengthMs) {
    return windowMs == null || windowMs == lengthMs;
  }
}
