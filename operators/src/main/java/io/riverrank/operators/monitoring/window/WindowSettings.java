package io.riverrank.operators.monitoring.window;

import io.riverrank.operators.options.SettingsException;
import java.io.Serializable;
import java.util.List;

/**
 * Which windows and segments there are.
 *
 * @param sizesMs of the windows, milliseconds, ascending; each a multiple of the first
 * @param latenessMs how long a window takes late results after the watermark has passed its end,
 *     milliseconds of event time
 * @param byModel whether results of different models are apart
 * @param maxSegments of one window, each with each of its models; the whole is not among them
 * @param maxOpenSummaries that a subtask adds results to at a time
 */
public record WindowSettings(
    List<Long> sizesMs,
    long latenessMs,
    Segmentation segmentation,
    boolean byModel,
    int maxSegments,
    int maxOpenSummaries)
    implements Serializable {

  public WindowSettings {
    sizesMs = sizesMs.stream().sorted().distinct().toList();
    for (long sizeMs : sizesMs) {
      if (sizeMs % sizesMs.get(0) != 0) {
        throw new SettingsException(
            "monitor.window has a window of %d ms, which is no multiple of the shortest of %d ms; take one that is"
                .formatted(sizeMs, sizesMs.get(0)));
      }
    }
  }

  /** Every window is made of whole panes. */
  long paneMs() {
    return sizesMs.get(0);
  }

  /** The begin of the window or pane with a time; they are counted from 1970. */
  static long startMs(long timeMs, long sizeMs) {
    return timeMs - Math.floorMod(timeMs, sizeMs);
  }

  /** Whether a window takes nothing any more. */
  boolean isClosed(long windowEndMs, long watermarkMs) {
    return closesMs(windowEndMs) <= watermarkMs;
  }

  /** The watermark that closes a window. */
  long closesMs(long windowEndMs) {
    return windowEndMs - 1 + latenessMs;
  }
}
