package io.riverrank.faults.memory;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.svg.SVGGraphics2D;

/** A memory curve as a picture: memory above, what waits below, over the same seconds. */
public final class MemoryPlot {

  private static final double MIB = 1 << 20;
  private static final int WIDTH = 900;
  private static final int HEIGHT = 480;
  private static final Font FONT = new Font("SansSerif", Font.PLAIN, 13);
  private static final Color GRID = new Color(0xdd, 0xdd, 0xdd);
  private static final Color LOAD = new Color(0xff, 0x99, 0x33, 0x28);
  private static final List<Color> COLORS =
      List.of(
          new Color(0x1f, 0x5f, 0xa8), new Color(0x2a, 0x9d, 0x6f), new Color(0x8a, 0x4f, 0xb0));

  private MemoryPlot() {}

  /**
   * Writes an SVG.
   *
   * @param loadSeconds begin and end of the overload, which is shaded
   */
  public static void write(MemoryCurve curve, double[] loadSeconds, Path file) throws IOException {
    NumberAxis seconds = new NumberAxis("seconds");
    CombinedDomainXYPlot both = new CombinedDomainXYPlot(seconds);
    both.setGap(14);
    for (XYPlot plot : List.of(memory(curve), backlog(curve))) {
      plot.addDomainMarker(
          new IntervalMarker(loadSeconds[0], loadSeconds[1], LOAD), Layer.BACKGROUND);
      both.add(plot);
    }
    JFreeChart chart = new JFreeChart(null, FONT, both, true);
    chart.setBackgroundPaint(Color.WHITE);
    chart.getLegend().setItemFont(FONT);
    style(seconds);
    SVGGraphics2D graphics = new SVGGraphics2D(WIDTH, HEIGHT);
    chart.draw(graphics, new Rectangle(WIDTH, HEIGHT));
    Files.createDirectories(file.getParent());
    Files.writeString(file, graphics.getSVGElement());
  }

  private static XYPlot memory(MemoryCurve curve) {
    DefaultXYDataset data = new DefaultXYDataset();
    XYLineAndShapeRenderer renderer = lines();
    int number = 0;
    for (long pid : curve.pids()) {
      Color color = COLORS.get(number % COLORS.size());
      number++;
      add(
          data,
          renderer,
          "task manager %d, resident memory".formatted(number),
          color,
          2f,
          curve.series(pid, s -> s.rssBytes() / MIB));
    }
    add(
        data,
        renderer,
        "Java heap used, garbage included",
        Color.GRAY,
        1f,
        curve.series(
            curve.pids().get(0), s -> s.heapBytes() < 0 ? Double.NaN : s.heapBytes() / MIB));
    return plot(data, renderer, "MiB");
  }

  private static XYPlot backlog(MemoryCurve curve) {
    DefaultXYDataset data = new DefaultXYDataset();
    XYLineAndShapeRenderer renderer = lines();
    add(
        data,
        renderer,
        "queries without a result",
        new Color(0xc0, 0x50, 0x20),
        2f,
        curve.series(curve.pids().get(0), s -> s.backlog()));
    return plot(data, renderer, "queries");
  }

  private static XYLineAndShapeRenderer lines() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    // One element for each series, not for each sample.
    renderer.setDrawSeriesLineAsPath(true);
    return renderer;
  }

  private static void add(
      DefaultXYDataset data,
      XYLineAndShapeRenderer renderer,
      String name,
      Color color,
      float width,
      double[][] values) {
    int index = data.getSeriesCount();
    data.addSeries(name, values);
    renderer.setSeriesPaint(index, color);
    renderer.setSeriesStroke(index, new BasicStroke(width));
  }

  private static XYPlot plot(DefaultXYDataset data, XYLineAndShapeRenderer renderer, String unit) {
    NumberAxis range = new NumberAxis(unit);
    range.setAutoRangeIncludesZero(true);
    style(range);
    XYPlot plot = new XYPlot(data, null, range, renderer);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(GRID);
    plot.setDomainGridlinePaint(GRID);
    return plot;
  }

  private static void style(ValueAxis axis) {
    axis.setLabelFont(FONT);
    axis.setTickLabelFont(FONT);
  }
}
