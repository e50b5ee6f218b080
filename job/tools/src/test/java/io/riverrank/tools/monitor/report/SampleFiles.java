package io.riverrank.tools.monitor.report;

import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.AlertEncoder;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.monitoring.WindowMetricsEncoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Sample records in files. */
final class SampleFiles {
  private static final List<String> MARKETS =
      List.of("de", "fr", "it", "es", "pl", "nl", "se", "at", "ch", "be", "pt", "dk", "fi");

  private SampleFiles() {}

  /** Two lengths of windows, all queries and some markets, a second model at the end. */
  static Path metrics(Path folder) throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    SampleMetrics sample = new SampleMetrics();
    WindowMetricsEncoder encoder = new WindowMetricsEncoder();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int hour = 0; hour < 72; hour++) {
        write(
            out,
            encoder.encode(
                sample.window(Map.of(), SampleMetrics.MODEL, SampleMetrics.HOUR_MS, hour, 3000)));
        int queries = 900;
        for (String market : MARKETS) {
          WindowMetrics window =
              sample.window(
                  Map.of("market", market),
                  SampleMetrics.MODEL,
                  SampleMetrics.HOUR_MS,
                  hour,
                  queries);
          write(out, encoder.encode(window));
          queries = Math.max(6, queries * 2 / 3);
        }
        if (hour > 60) {
          write(
              out,
              encoder.encode(
                  sample.window(Map.of(), "sha256:00ff", SampleMetrics.HOUR_MS, hour, 60)));
        }
      }
      for (int i = 600; i < 864; i++) {
        write(
            out,
            encoder.encode(
                sample.window(Map.of(), SampleMetrics.MODEL, SampleMetrics.HOUR_MS / 12, i, 250)));
      }
    }
    return file;
  }

  static Path alerts(Path folder) throws IOException {
    Path file = folder.resolve("alerts.jsonl");
    AlertEncoder encoder = new AlertEncoder();
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out, encoder.encode(SampleMetrics.alert("quality drops", Alert.Status.FIRING, 42, 43)));
      write(
          out,
          encoder.encode(SampleMetrics.alert("too little traffic", Alert.Status.FIRING, 20, 22)));
      write(
          out,
          encoder.encode(SampleMetrics.alert("too little traffic", Alert.Status.RESOLVED, 20, 26)));
    }
    return file;
  }

  private static void write(OutputStream out, byte[] record) throws IOException {
    out.write(record);
    out.write('\n');
  }
}
