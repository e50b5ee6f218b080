package io.riverrank.tools.bench.report.plot;

import io.riverrank.tools.bench.measure.Spread;
import io.riverrank.tools.bench.report.BenchReport;
import io.riverrank.tools.bench.run.Part;
import java.awt.BasicStroke;
import java.awt.Color;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.category.StatisticalLineAndShapeRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;

/** A bar for each part, with the range of its rounds; the limit goes across. */
final class ThroughputChart {

  private ThroughputChart() {}

  static JFreeChart of(BenchReport report) {
    DefaultCategoryDataset medians = new DefaultCategoryDataset();
    DefaultStatisticalCategoryDataset ranges = new DefaultStatisticalCategoryDataset();
    for (Part part : report.rounds().get(0).keySet()) {
      Spread rate = report.pairsPerSecond(part);
      medians.addValue(rate.median(), "pairs/s", part);
      ranges.add((rate.max() + rate.min()) / 2, (rate.max() - rate.min()) / 2, "range", part);
    }
    BarRenderer bars = new BarRenderer();
    bars.setBarPainter(new StandardBarPainter());
    bars.setShadowVisible(false);
    bars.setMaximumBarWidth(0.12);
    bars.setSeriesPaint(0, BenchPlot.MEASURED);
    StatisticalLineAndShapeRenderer whiskers = new StatisticalLineAndShapeRenderer(false, false);
    whiskers.setErrorIndicatorPaint(Color.BLACK);
    CategoryAxis parts = new CategoryAxis();
    parts.setTickLabelFont(BenchPlot.FONT);
    NumberAxis rate = new NumberAxis("pairs a second");
    rate.setLabelFont(BenchPlot.FONT);
    rate.setTickLabelFont(BenchPlot.FONT);
    CategoryPlot plot = new CategoryPlot(medians, parts, rate, bars);
    plot.setDataset(1, ranges);
    plot.setRenderer(1, whiskers);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(BenchPlot.GRID);
    if (report.has(Part.LIMIT)) {
      plot.addRangeMarker(
          new ValueMarker(
              report.pairsPerSecond(Part.LIMIT).median(), BenchPlot.IDEAL, new BasicStroke(1.5f)));
    }
    JFreeChart chart =
        new JFreeChart(
            "%s (%s), %s"
                .formatted(
                    report.subject().model().name(),
                    report.subject().model().precision(),
                    report.subject().log()),
            BenchPlot.FONT,
            plot,
            false);
    chart.setBackgroundPaint(Color.WHITE);
    return chart;
  }
}
