package io.riverrank.tools.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear axis between two round values, with four to nine marks at round values.
 *
 * @param low the first mark
 * @param high above {@code low}; the last mark, where it is a mark
 * @param step between marks, in units of the axis
 */
public record Axis(double low, double high, double step) {
  private static final int MARKS = 4;
  private static final double[] WHOLE = {1, 2, 5, 10};
  private static final double[] REAL = {1, 2, 2.5, 5, 10};

  /** From 0, for counts: no mark is a fraction. */
  public static Axis ofCounts(double most) {
    return of(0, most, Math.max(1, round(most / MARKS, WHOLE)));
  }

  /** From 0 to 1. */
  public static Axis ofShares() {
    return new Axis(0, 1, 0.25);
  }

  /** Around values; where they are all one, a little beside it. */
  public static Axis of(double least, double most) {
    double around = most > least ? 0 : Math.max(Math.abs(least) * 0.05, 1e-3);
    double low = least - around;
    double high = most + around;
    return of(low, high, round((high - low) / MARKS, REAL));
  }

  private static Axis of(double low, double high, double step) {
    double first = Math.floor(low / step + 1e-9) * step;
    double last = Math.ceil(high / step - 1e-9) * step;
    return new Axis(first, last > first ? last : first + step, step);
  }

  /** The part of it between two values, of which at least one mark's distance is left. */
  public Axis within(double lowest, double highest) {
    double first = Math.max(low, lowest);
    double last = Math.min(high, highest);
    return last > first ? new Axis(first, last, Math.min(step, last - first)) : this;
  }

  private static double round(double value, double[] digits) {
    if (!(value > 0)) {
      return 1;
    }
    double magnitude = Math.pow(10, Math.floor(Math.log10(value)));
    for (double digit : digits) {
      if (digit * magnitude >= value * (1 - 1e-9)) {
        return digit * magnitude;
      }
    }
    return 10 * magnitude;
  }

  public List<Double> marks() {
    List<Double> marks = new ArrayList<>();
    for (int i = 0; low + i * step <= high + step * 1e-6; i++) {
      marks.add(low + i * step);
    }
    return marks;
  }

  /** Where on the axis: 0 at its start, 1 at its end. */
  public double share(double value) {
    return (value - low) / (high - low);
  }

  /** A mark as text, with the digits that its neighbours need. */
  public String label(double mark) {
    int digits = 0;
    double scaled = step;
    while (digits < 6 && Math.abs(scaled - Math.rint(scaled)) > 1e-6 * scaled) {
      scaled *= 10;
      digits++;
    }
    String label = String.format(Locale.ROOT, "%,." + digits + "f", mark);
    return mark == 0 || label.matches("-0[.0]*") ? "0" : label;
  }
}
