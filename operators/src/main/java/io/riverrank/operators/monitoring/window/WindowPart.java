package io.riverrank.operators.monitoring.window;

import io.riverrank.operators.monitoring.compare.ClosedWindow;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Some results of one window, segment and model, summed up.
 *
 * @param startMs of the window, epoch milliseconds
 * @param endMs first instant after it
 * @param overflow whether they have no segment of their own because there are too many
 * @param summary in its binary form; not to be changed
 */
record WindowPart(
    long startMs,
    long endMs,
    Map<String, String> segment,
    @Nullable String model,
    boolean overflow,
    byte[] summary) {

  WindowPart {
    segment = Collections.unmodifiableMap(new LinkedHashMap<>(segment));
  }

  /** As a key of state, so it never changes. */
  static String windowKey(WindowPart part) {
    return part.startMs + "/" + part.endMs;
  }

  /** As a key of state, so it never changes. */
  static String segmentKey(WindowPart part) {
    return windowKey(part)
        + "/"
        + (part.model == null ? "" : part.model)
        + "/"
        + Segments.key(part.segment);
  }

  /** Length, model and segment: what windows have in common that are compared. Never changes. */
  private String seriesKey() {
    return (endMs - startMs) + "/" + (model == null ? "" : model) + "/" + Segments.key(segment);
  }

  ClosedWindow closed(int revision) {
    return new ClosedWindow(
        seriesKey(), startMs, endMs, segment, overflow, model, revision, summary);
  }

  WindowPart inOther() {
    return new WindowPart(startMs, endMs, Segments.other(segment), model, true, summary);
  }
}
