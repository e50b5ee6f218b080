package io.riverrank.operators.monitoring.window;

import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.summary.SummarySettings;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * What is computed of a window.
 *
 * @param baseline null for none
 */
public record MeasureSettings(
    FigureSettings figures, SummarySettings summary, @Nullable SavedBaseline baseline)
    implements Serializable {

  Baseline readBaseline() throws IOException {
    return baseline == null ? new Baseline(Map.of()) : baseline.read();
  }
}
