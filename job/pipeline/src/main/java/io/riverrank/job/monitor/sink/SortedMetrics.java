package io.riverrank.job.monitor.sink;

import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.monitoring.WindowMetricsReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/**
 * The lines of files of metrics in one order: by window, model, segment (the whole first) and
 * revision. Keeps the place of each line only.
 */
final class SortedMetrics {

  private static final Comparator<Line> ORDER =
      Comparator.comparingLong(Line::endMs)
          .thenComparing(Line::startMs, Comparator.reverseOrder())
          .thenComparing(Line::model)
          .thenComparingInt(Line::fields)
          .thenComparing(Line::segment)
          .thenComparing(Line::revision);

  private final List<Line> lines;

  private SortedMetrics(List<Line> lines) {
    this.lines = lines;
  }

  /**
   * @param fields of the segment
   * @param bytes without the line's end
   */
  private record Line(
      long startMs,
      long endMs,
      String model,
      int fields,
      String segment,
      int revision,
      Path file,
      long offset,
      int bytes) {}

  static SortedMetrics of(List<Path> files) throws IOException {
    List<Line> lines = new ArrayList<>();
    WindowMetricsReader reader = new WindowMetricsReader();
    for (Path file : files) {
      try (InputStream in = new BufferedInputStream(file.getFileSystem().open(file))) {
        long offset = 0;
        for (byte[] line = next(in); line != null; line = next(in)) {
          lines.add(line(reader.read(line), file, offset, line.length));
          offset += line.length + 1L;
        }
      }
    }
    lines.sort(ORDER);
    return new SortedMetrics(lines);
  }

  private static byte[] next(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      line.write(b);
    }
    return line.toByteArray();
  }

  private static Line line(WindowMetrics metrics, Path file, long offset, int bytes) {
    return new Line(
        metrics.windowStartMs(),
        metrics.windowEndMs(),
        metrics.model() == null ? "" : metrics.model(),
        metrics.segment().size(),
        metrics.segment().toString(),
        metrics.revision(),
        file,
        offset,
        bytes);
  }

  void writeTo(OutputStream out) throws IOException {
    Path opened = null;
    FSDataInputStream in = null;
    try {
      for (Line line : lines) {
        if (!line.file().equals(opened)) {
          if (in != null) {
            in.close();
          }
          in = line.file().getFileSystem().open(line.file());
          opened = line.file();
        }
        in.seek(line.offset());
        out.write(in.readNBytes(line.bytes()));
        out.write('\n');
      }
    } finally {
      if (in != null) {
        in.close();
      }
    }
  }
}
