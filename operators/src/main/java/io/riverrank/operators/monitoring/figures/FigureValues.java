package io.riverrank.operators.monitoring.figures;

import java.util.Arrays;
import javax.annotation.Nullable;

/** The values of one query as they are computed: each figure gets a value or a reason. */
final class FigureValues {

  private static final Figure[] FIGURES = Figure.values();

  private final double[] values = new double[FIGURES.length];
  private final Reason[] reasons = new Reason[FIGURES.length];

  FigureValues() {
    Arrays.fill(values, Double.NaN);
  }

  void set(Figure figure, double value) {
    values[figure.ordinal()] = value;
  }

  void set(Figure figure, boolean value) {
    set(figure, value ? 1 : 0);
  }

  /** Sets a value that is NaN where it is undefined, and then for this reason. */
  void set(Figure figure, double value, Reason ifUndefined) {
    if (Double.isNaN(value)) {
      leave(figure, ifUndefined);
    } else {
      set(figure, value);
    }
  }

  void leave(Figure figure, Reason reason) {
    reasons[figure.ordinal()] = reason;
  }

  void leave(Iterable<Figure> figures, Reason reason) {
    figures.forEach(figure -> leave(figure, reason));
  }

  /** NaN if the query doesn't count. */
  double value(Figure figure) {
    return values[figure.ordinal()];
  }

  /** Null where there is a value. */
  @Nullable
  Reason reason(Figure figure) {
    return reasons[figure.ordinal()];
  }
}
