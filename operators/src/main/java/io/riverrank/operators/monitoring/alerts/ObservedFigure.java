package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.KnownFigures;
import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.function.Function;
import javax.annotation.Nullable;

/** Finds a figure in a metrics record by the name that rules use. */
public final class ObservedFigure {

  private static final String DRIFT = "drift.";

  private final String name;

  public ObservedFigure(String name) {
    this.name = name;
  }

  /** Whether a rule has something to decide on in this record. */
  public boolean hasValue(WindowMetrics record) {
    Observation observation = observe("", record);
    return observation != null && observation.value() != null;
  }

  /**
   * @return null if the record hasn't the figure at all
   */
  @Nullable
  Observation observe(String rule, WindowMetrics record) {
    SeriesKey series = new SeriesKey(rule, record.segment(), record.model());
    if (name.equals(KnownFigures.QUERIES)) {
      return new Observation(series, (double) record.queries(), record.queries(), Double.NaN);
    }
    if (name.startsWith(DRIFT)) {
      return drift(series, record);
    }
    FigureValue figure = record.figures().get(name);
    return figure == null
        ? null
        : new Observation(series, figure.value(), figure.n(), halfWidth(figure));
  }

  @Nullable
  private Observation drift(SeriesKey series, WindowMetrics record) {
    int dot = name.lastIndexOf('.');
    Drift drift = record.drift().get(name.substring(DRIFT.length(), dot));
    return drift == null
        ? null
        : new Observation(
            series, measure(name.substring(dot + 1)).apply(drift), drift.n(), Double.NaN);
  }

  private static Function<Drift, Double> measure(String name) {
    return switch (name) {
      case "psi" -> Drift::psi;
      case "js" -> Drift::js;
      case "ks" -> Drift::ks;
      case "ks_p" -> Drift::ksP;
      case "w1" -> Drift::w1;
      default -> throw new IllegalArgumentException("no measure of drift: " + name);
    };
  }

  /** Of the interval, the longer half where it was cut at the end of its scale. */
  public static double halfWidth(FigureValue figure) {
    return figure.value() == null || figure.low() == null || figure.high() == null
        ? Double.NaN
        : Math.max(figure.value() - figure.low(), figure.high() - figure.value());
  }
}
