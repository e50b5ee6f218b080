package io.riverrank.tools.monitor.report.html;

import io.riverrank.tools.monitor.report.figures.Better;
import io.riverrank.tools.monitor.report.figures.FigureText;
import io.riverrank.tools.monitor.report.history.Point;
import io.riverrank.tools.monitor.report.history.SegmentHistory;
import io.riverrank.tools.monitor.report.history.View;
import java.util.Comparator;
import java.util.List;

/**
 * How a segment stands to all queries in a figure.
 *
 * @param point the figure in the segment's newest window
 * @param shortfall by how much it is worse for certain; below 0 if it may be as good
 */
record Standing(SegmentHistory segment, Point point, double shortfall) {

  /**
   * Whose whole interval is furthest on the bad side comes first, so that a segment of three
   * queries isn't the worst by chance; those without a value come last.
   */
  static List<Standing> worstFirst(View view, String figure) {
    Better better = FigureText.of(figure).better();
    double whole = view.all() == null ? Double.NaN : view.all().newest(figure).value();
    double reference = Double.isNaN(whole) ? 0 : whole;
    return view.named().stream()
        .map(
            segment -> {
              Point point = segment.newest(figure);
              return new Standing(segment, point, better.shortfall(point, reference));
            })
        .sorted(
            Comparator.comparing((Standing standing) -> !standing.point.isDefined())
                .thenComparing(Comparator.comparingDouble(Standing::shortfall).reversed())
                .thenComparing(standing -> Labels.segment(standing.segment.segment())))
        .toList();
  }

  /** Whether it is worse than all queries beyond its interval. */
  boolean isWorse() {
    return point.hasInterval() && shortfall > 0;
  }
}
