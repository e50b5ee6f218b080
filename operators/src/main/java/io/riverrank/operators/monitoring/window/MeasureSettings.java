package io.riverrank.operators.monitoring.window;

import io.riverrank.operators.monitoring.compare.EarlierWindows;
import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.summary.SummarySettings;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * What is computed of a window. It is compared with a saved baseline, or with earlier windows, or
 * with nothing.
 *
 * @param baseline null for none
 * @param earlier null for none
 */
public record MeasureSettings(
    FigureSettings figures,
    SummarySettings summary,
    @Nullable SavedBaseline baseline,
    @Nullable EarlierWindows earlier)
    implements Serializable {

  public MeasureSettings {
    if (baseline != null && earlier != null) {
      throw new IllegalArgumentException(
          "a window is compared with a saved baseline or with earlier windows, not with both");
    }
  }

  Baseline readBaseline() throws IOException {
    return baseline == null ? new Baseline(Map.of()) : baseline.read();
  }
}
