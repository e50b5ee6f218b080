package io.riverrank.tools.gpu.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepReportTest {
  @TempDir private Path folder;

  record Found(String model, double maxDifference) {}

  /** A step that is killed does no more than this. */
  @Test
  void aStepThatIsCutOffHasSaidWhatItFound() throws IOException {
    StepReport report = StepReport.start(folder, "parity");
    assertThat(json().get("status").textValue()).isEqualTo("running");
    report.add("parity", new Found("gte", 1e-6), true);
    JsonNode found = json().get("findings").get(0);
    assertThat(found.get("kind").textValue()).isEqualTo("parity");
    assertThat(found.get("max_difference").doubleValue()).isEqualTo(1e-6);
    assertThat(summary())
        .contains("parity: cut off after", "parity holds=true model=gte max_difference=1.000e-06")
        .contains("speed: not run");
  }

  @Test
  void oneFindingThatDoesNotHoldDecides() throws IOException {
    StepReport report = StepReport.start(folder, "parity");
    report.add("parity", new Found("gte", 1), false);
    report.add("parity", new Found("bert", 0), true);
    report.end(null);
    assertThat(report.passes()).isFalse();
    assertThat(json().get("status").textValue()).isEqualTo("differs");
  }

  @Test
  void anErrorIsKeptBesideWhatWasFoundBefore() throws IOException {
    StepReport report = StepReport.start(folder, "parity");
    report.add("parity", new Found("gte", 0), true);
    report.end("GPU 0 can't be used");
    assertThat(json().get("findings")).hasSize(1);
    assertThat(summary()).contains("parity: failed after", "GPU 0 can't be used");
  }

  @Test
  void aNewRunForgetsTheOldOne() throws IOException {
    StepReport.start(folder, "parity").add("parity", new Found("gte", 0));
    StepReport.start(folder, "parity").end(null);
    assertThat(json().get("findings")).isEmpty();
    assertThat(json().get("status").textValue()).isEqualTo("passed");
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("parity.json").toFile());
  }

  private String summary() throws IOException {
    StringWriter text = new StringWriter();
    Summary.print(folder, new PrintWriter(text));
    return text.toString();
  }
}
