package io.riverrank.tools.page;

/** Data of an SVG path, to a tenth of a unit. */
public final class PathData {
  private final StringBuilder data = new StringBuilder();

  public PathData move(double x, double y) {
    return point('M', x, y);
  }

  public PathData line(double x, double y) {
    return point('L', x, y);
  }

  public PathData close() {
    data.append('Z');
    return this;
  }

  public boolean isEmpty() {
    return data.isEmpty();
  }

  private PathData point(char command, double x, double y) {
    data.append(command).append(tenths(x)).append(' ').append(tenths(y));
    return this;
  }

  /** Many points make a page: no String.format, no zero behind the point. */
  private static String tenths(double value) {
    double rounded = Math.rint(value * 10) / 10;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  @Override
  public String toString() {
    return data.toString();
  }
}
