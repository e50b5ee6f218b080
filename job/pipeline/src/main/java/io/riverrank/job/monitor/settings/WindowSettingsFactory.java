package io.riverrank.job.monitor.settings;

import io.riverrank.job.options.MonitorOptions;
import io.riverrank.operators.monitoring.window.Segmentation;
import io.riverrank.operators.monitoring.window.WindowSettings;
import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.SettingsException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.TimeUtils;

/** The part of {@link MonitorSettingsFactory} that is about windows and segments. */
final class WindowSettingsFactory {

  private WindowSettingsFactory() {}

  /**
   * @throws SettingsException for what is no length, or no pointer
   */
  static WindowSettings create(OptionReader reader) {
    List<Long> sizesMs = new ArrayList<>();
    for (String size : reader.text(MonitorOptions.WINDOW).split("[,;]", -1)) {
      sizesMs.add(sizeMs(size.strip()));
    }
    String segments = reader.textOrUnset(MonitorOptions.SEGMENTS);
    return new WindowSettings(
        sizesMs,
        reader.millis(MonitorOptions.ALLOWED_LATENESS),
        Segmentation.parse(
            MonitorOptions.SEGMENTS.key(),
            segments == null ? List.of() : List.of(segments.split("[,;]", -1))),
        true,
        reader.atLeast(1, MonitorOptions.MAX_SEGMENTS),
        reader.atLeast(1, MonitorOptions.OPEN_SUMMARIES));
  }

  private static long sizeMs(String written) {
    try {
      long sizeMs = TimeUtils.parseDuration(written).toMillis();
      if (sizeMs > 0) {
        return sizeMs;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Said below.
    }
    throw new SettingsException(
        "%s has '%s'; write lengths as in 5 min,1 h,1 d"
            .formatted(MonitorOptions.WINDOW.key(), written));
  }
}
