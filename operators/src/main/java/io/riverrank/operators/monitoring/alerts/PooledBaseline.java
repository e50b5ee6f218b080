package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.KnownFigures;
import io.riverrank.operators.monitoring.alerts.rules.Scale;
import io.riverrank.operators.monitoring.alerts.rules.Scale.Kind;
import io.riverrank.operators.monitoring.alerts.sequential.UnitMoments;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A baseline made of metrics records: the means of all their queries, of all models together. */
public final class PooledBaseline {

  private final Map<Map<String, String>, Map<String, Sums>> bySegment = new HashMap<>();

  private PooledBaseline() {}

  /**
   * @param records of one length of windows, so that no query counts twice
   */
  public static BaselineMeans of(List<WindowMetrics> records) {
    PooledBaseline pool = new PooledBaseline();
    records.forEach(pool::add);
    BaselineMeans means = new BaselineMeans();
    pool.bySegment.forEach(
        (segment, figures) ->
            figures.forEach((figure, sums) -> sums.addTo(means, segment, figure)));
    return means;
  }

  private void add(WindowMetrics record) {
    Map<String, Sums> figures =
        bySegment.computeIfAbsent(record.segment(), segment -> new HashMap<>());
    record.figures().forEach((name, figure) -> add(figures, name, figure));
  }

  private static void add(Map<String, Sums> figures, String name, FigureValue figure) {
    Optional<Scale> scale = KnownFigures.scale(name).filter(known -> known.kind() != Kind.OTHER);
    if (scale.isPresent() && figure.value() != null && figure.n() > 0) {
      figures.computeIfAbsent(name, any -> new Sums(scale.get())).add(figure);
    }
  }

  /** Of one figure, on [0, 1]. */
  private static final class Sums {
    private final Scale scale;
    private long n;
    private double values;
    private double squares;

    Sums(Scale scale) {
      this.scale = scale;
    }

    void add(FigureValue figure) {
      UnitMoments window =
          scale.momentsOfInterval(figure.n(), figure.value(), ObservedFigure.halfWidth(figure));
      n += window.n();
      values += window.n() * window.mean();
      squares += window.n() * (window.variance() + window.mean() * window.mean());
    }

    void addTo(BaselineMeans means, Map<String, String> segment, String figure) {
      double mean = values / n;
      double range = scale.high() - scale.low();
      double variance = Math.max(0, squares / n - mean * mean) * range * range;
      means.add(segment, figure, n, scale.fromUnit(mean), variance);
    }
  }
}
