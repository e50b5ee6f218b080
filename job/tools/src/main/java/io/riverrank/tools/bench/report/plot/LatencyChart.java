package io.riverrank.tools.bench.report.plot;

import io.riverrank.tools.bench.measure.Latencies;
import io.riverrank.tools.bench.run.Load;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/** Median and 95th percentile over the load, measured and ideal. */
final class LatencyChart {
  private static final float[] DASHES = {5f, 4f};

  private final List<Load> loads;
  private final DefaultXYDataset data = new DefaultXYDataset();
  private final XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, true);

  private LatencyChart(List<Load> loads) {
    this.loads = loads;
  }

  static JFreeChart of(List<Load> loads) {
    LatencyChart chart = new LatencyChart(loads);
    chart.add("p95", BenchPlot.MEASURED, false, Load::measured, Latencies::p95);
    chart.add("p95, ideal queue", BenchPlot.IDEAL, false, Load::ideal, Latencies::p95);
    chart.add("p50", BenchPlot.MEASURED, true, Load::measured, Latencies::p50);
    chart.add("p50, ideal queue", BenchPlot.IDEAL, true, Load::ideal, Latencies::p50);
    return chart.draw();
  }

  private void add(
      String name,
      Color color,
      boolean dashed,
      Function<Load, Latencies> latencies,
      ToDoubleFunction<Latencies> percentile) {
    double[][] points = new double[2][loads.size()];
    for (int i = 0; i < loads.size(); i++) {
      points[0][i] = 100 * loads.get(i).load();
      points[1][i] = percentile.applyAsDouble(latencies.apply(loads.get(i)));
    }
    int series = data.getSeriesCount();
    data.addSeries(name, points);
    lines.setSeriesPaint(series, color);
    lines.setSeriesStroke(
        series,
        dashed
            ? new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, DASHES, 0)
            : new BasicStroke(2f));
  }

  private JFreeChart draw() {
    NumberAxis load = axis("load, % of the job's rate");
    NumberAxis millis = axis("milliseconds");
    millis.setAutoRangeIncludesZero(true);
    XYPlot plot = new XYPlot(data, load, millis, lines);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(BenchPlot.GRID);
    plot.setDomainGridlinePaint(BenchPlot.GRID);
    JFreeChart chart = new JFreeChart("latency of an event", BenchPlot.FONT, plot, true);
    chart.setBackgroundPaint(Color.WHITE);
    chart.getLegend().setItemFont(BenchPlot.FONT);
    return chart;
  }

  private static NumberAxis axis(String label) {
    NumberAxis axis = new NumberAxis(label);
    axis.setLabelFont(BenchPlot.FONT);
    axis.setTickLabelFont(BenchPlot.FONT);
    return axis;
  }
}
