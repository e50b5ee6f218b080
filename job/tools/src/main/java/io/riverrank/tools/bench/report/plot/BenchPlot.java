package io.riverrank.tools.bench.report.plot;

import io.riverrank.job.errors.UserException;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.tools.bench.report.BenchReport;
import io.riverrank.tools.bench.report.PlotFormat;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.svg.SVGGraphics2D;

/** Throughput beside the limit, and latency over load beside the ideal queue. */
public final class BenchPlot {
  static final Font FONT = new Font("SansSerif", Font.PLAIN, 13);
  static final Color GRID = new Color(0xdd, 0xdd, 0xdd);
  static final Color MEASURED = new Color(0x1f, 0x5f, 0xa8);
  static final Color IDEAL = new Color(0x8a, 0x8a, 0x8a);

  private static final int PANEL_WIDTH = 520;
  private static final int HEIGHT = 380;

  private BenchPlot() {}

  /**
   * @param report of a part that is drawn
   * @throws UserException if the file can't be written
   */
  public static void write(BenchReport report, Path file) {
    List<JFreeChart> panels = new ArrayList<>();
    if (!report.rounds().isEmpty()) {
      panels.add(ThroughputChart.of(report));
    }
    if (!report.loads().isEmpty()) {
      panels.add(LatencyChart.of(report.loads()));
    }
    try {
      switch (PlotFormat.of(file)) {
        case SVG -> writeSvg(panels, file);
        case PNG -> writePng(panels, file);
      }
    } catch (IOException e) {
      throw new UserException("%s can't be written: %s".formatted(file, FileProblem.of(e)), e);
    }
  }

  private static void writeSvg(List<JFreeChart> panels, Path file) throws IOException {
    SVGGraphics2D graphics = new SVGGraphics2D(panels.size() * PANEL_WIDTH, HEIGHT);
    draw(panels, graphics);
    Files.writeString(file, graphics.getSVGElement());
  }

  private static void writePng(List<JFreeChart> panels, Path file) throws IOException {
    BufferedImage image =
        new BufferedImage(panels.size() * PANEL_WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    draw(panels, graphics);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private static void draw(List<JFreeChart> panels, Graphics2D graphics) {
    for (int i = 0; i < panels.size(); i++) {
      panels.get(i).draw(graphics, new Rectangle2D.Double(i * PANEL_WIDTH, 0, PANEL_WIDTH, HEIGHT));
    }
  }
}
