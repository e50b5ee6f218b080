package io.riverrank.operators.monitoring.compare;

import io.riverrank.operators.options.SettingsException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Earlier windows of the same length, segment and model that a window is compared with, all of them
 * together. They move with the window; those without results are left out.
 *
 * @param from what records call them
 * @param stepMs from one to the one before, milliseconds; 0: a window's length
 * @param count how many there are at most
 * @param missing why there is no drift where none of them has results
 */
public record EarlierWindows(String from, long stepMs, int count, String missing)
    implements Serializable {

  /** What is kept of them is merged with each window. */
  private static final int MOST = 1_000;

  private static final long WEEK_MS = Duration.ofDays(7).toMillis();

  /**
   * Those right before.
   *
   * @throws SettingsException if there are none or too many
   */
  public static EarlierWindows trailing(int count) {
    if (count < 1 || count > MOST) {
      throw new SettingsException(
          "monitor.baseline.windows is %d; it must be from 1 to %,d".formatted(count, MOST));
    }
    return new EarlierWindows("trailing", 0, count, "no results in the windows before");
  }

  /**
   * The one of the same hour, or whatever a window's length is, a week before.
   *
   * @param sizesMs of all windows, milliseconds
   * @throws SettingsException if no window is there, since a week isn't made of such windows
   */
  public static EarlierWindows weekBefore(List<Long> sizesMs) {
    for (long sizeMs : sizesMs) {
      if (WEEK_MS % sizeMs != 0) {
        throw new SettingsException(
            "monitor.baseline.from is week_before, but a week isn't made of windows of %d ms; take lengths in monitor.window that divide 7 d"
                .formatted(sizeMs));
      }
    }
    return new EarlierWindows("week_before", WEEK_MS, 1, "no results a week before");
  }

  /** How much later than a window the last one ends that is compared with it, milliseconds. */
  long reachMs(long sizeMs) {
    return count * step(sizeMs);
  }

  /**
   * @param number 1 for the newest of them, up to {@link #count}
   */
  long endMs(long windowEndMs, long sizeMs, int number) {
    return windowEndMs - number * step(sizeMs);
  }

  private long step(long sizeMs) {
    return stepMs == 0 ? sizeMs : stepMs;
  }
}
