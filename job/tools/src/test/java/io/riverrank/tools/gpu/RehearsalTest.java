package io.riverrank.tools.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.commands.RiverrankCommands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Steps on the CPU, on a bundle of one small model. */
class RehearsalTest {
  private static final Path RESOURCES = Path.of("../../operators/src/test/resources");

  @TempDir private Path folder;

  @BeforeEach
  void makeABundle() throws IOException {
    addModel("models/gte-tiny");
    Path parity = Files.createDirectories(folder.resolve("parity"));
    for (String file : new String[] {"pairs.json", "expected-gte-tiny.json"}) {
      Files.copy(RESOURCES.resolve("parity").resolve(file), parity.resolve(file));
    }
  }

  @Test
  void parityHoldsAgainstTheReference() throws IOException {
    assertThat(run("parity")).isEqualTo(ExitCodes.OK);
    JsonNode found = findings("parity").get(0);
    assertThat(found.get("reference").textValue()).isEqualTo("sentence-transformers");
    assertThat(found.get("pairs").intValue()).isEqualTo(75);
    assertThat(found.get("max_difference").doubleValue()).isLessThan(1e-4);
  }

  /** Causal, and an encoder with a chain of modules: their references are lists of cases. */
  @ParameterizedTest
  @ValueSource(strings = {"causal", "modernbert"})
  void parityHoldsForOtherKinds(String kind) throws IOException {
    addModel("rerankers/" + kind);
    Files.copy(
        RESOURCES.resolve("rerankers").resolve(kind).resolve("expected.json"),
        folder.resolve("parity/expected-%s.json".formatted(kind)));
    assertThat(run("parity")).isEqualTo(ExitCodes.OK);
    JsonNode found = findings("parity").get(0);
    assertThat(found.get("model").textValue()).isEqualTo(kind);
    assertThat(found.get("reference").textValue()).isEqualTo("sentence-transformers");
    assertThat(found.get("pairs").intValue()).isEqualTo(75);
  }

  @Test
  void aScoreThatStraysIsFound() throws IOException {
    Path expected = folder.resolve("parity/expected-gte-tiny.json");
    Files.writeString(
        expected, Files.readString(expected).replaceFirst("\"logit\": 1\\.92", "\"logit\": 1.93"));
    assertThat(run("parity")).isEqualTo(ExitCodes.FAILED);
    JsonNode found = findings("parity").get(0);
    assertThat(found.get("holds").booleanValue()).isFalse();
    assertThat(found.get("max_difference").doubleValue()).isBetween(0.009, 0.011);
  }

  @Test
  void neighboursAreTriedInFreeAndInFixedShapes() throws IOException {
    assertThat(run("neighbours")).isEqualTo(ExitCodes.OK);
    assertThat(findings("neighbours"))
        .extracting(found -> found.get("shapes").textValue())
        .containsExactly(
            "free", "free", "free", "free", "free", "fixed", "fixed", "fixed", "fixed", "fixed");
  }

  @Test
  void theFirstScoreNamesWhatWasLoaded() throws IOException {
    assertThat(run("device")).isEqualTo(ExitCodes.OK);
    assertThat(findings("device"))
        .extracting(found -> found.get("kind").textValue())
        .contains("machine", "providers", "first_score", "libraries");
  }

  /** As far as a build without CUDA goes; a bundle's rehearsal tries it with CUDA's. */
  @Test
  void whereTheGpuIsRefusedAnyProviderScores() throws IOException {
    assertThat(run("device")).isEqualTo(ExitCodes.OK);
    JsonNode tried = finding("device", "without_gpu");
    assertThat(tried.get("holds").booleanValue()).isTrue();
    assertThat(tried.get("cuda").textValue())
        .startsWith("rerank.execution.provider is cuda, but this build of ONNX Runtime does not");
    assertThat(tried.get("logit")).isEqualTo(finding("device", "first_score").get("logit"));
  }

  private JsonNode finding(String step, String kind) throws IOException {
    for (JsonNode found : findings(step)) {
      if (found.get("kind").textValue().equals(kind)) {
        return found;
      }
    }
    throw new AssertionError(step + " found no " + kind);
  }

  private void addModel(String resource) throws IOException {
    Path from = RESOURCES.resolve(resource);
    FileUtils.copy(
        new org.apache.flink.core.fs.Path(from.toUri()),
        new org.apache.flink.core.fs.Path(
            folder.resolve("models").resolve(from.getFileName()).toUri()),
        false);
  }

  private int run(String step) {
    CommandLine command = new CommandLine(new GpuCheckCommand());
    StringWriter errors = new StringWriter();
    command.setErr(new PrintWriter(errors));
    int code =
        RiverrankCommands.execute(
            command,
            step,
            "--dry-run",
            "--bundle",
            folder.toString(),
            "--out",
            folder.resolve("out").toString());
    assertThat(errors.toString()).isEmpty();
    return code;
  }

  private JsonNode findings(String step) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve("out").resolve(step + ".json").toFile())
        .get("findings");
  }
}
