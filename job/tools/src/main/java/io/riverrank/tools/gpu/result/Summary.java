package io.riverrank.tools.gpu.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the steps found, a line a finding. */
public final class Summary {
  private static final List<String> ORDER =
      List.of("device", "parity", "neighbours", "speed", "tensorrt", "memory");

  private Summary() {}

  /** Prints every step that left a file in the folder. */
  public static void print(Path folder, PrintWriter out) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    for (String step : ORDER) {
      Path file = folder.resolve(step + ".json");
      if (!Files.exists(file)) {
        out.printf("%s: not run%n", step);
        continue;
      }
      JsonNode report = mapper.readTree(file.toFile());
      String status = report.get("status").asText();
      out.printf(
          Locale.ROOT,
          "%s: %s after %.1f s%s%n",
          step,
          status.equals(StepReport.RUNNING) ? "cut off" : status,
          report.get("seconds").asDouble(),
          report.path("error").isTextual() ? ": " + report.get("error").asText() : "");
      for (JsonNode finding : report.get("findings")) {
        out.println("  " + line(finding));
      }
    }
    out.flush();
  }

  private static String line(JsonNode finding) {
    StringBuilder line = new StringBuilder(finding.path("kind").asText());
    for (Map.Entry<String, JsonNode> field : finding.properties()) {
      if (!field.getKey().equals("kind")) {
        line.append(' ').append(field.getKey()).append('=').append(text(field.getValue()));
      }
    }
    return line.toString();
  }

  private static String text(JsonNode value) {
    if (value.isFloatingPointNumber()) {
      return String.format(Locale.ROOT, "%.4g", value.asDouble());
    }
    return value.isTextual() ? value.asText() : value.toString();
  }
}
