package io.riverrank.tools.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.tools.TestTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs of {@code evaluate} in a folder, and what they are run on. */
final class EvaluateRuns {
  static final ObjectMapper MAPPER = new ObjectMapper();

  /** Random weights, so its figures are unlike the bundled model's. */
  static final String OTHER_MODEL =
      Path.of("..", "..", "operators", "src", "test", "resources", "models", "xlmr-tiny")
          .toString();

  private final Path folder;

  EvaluateRuns(Path folder) {
    this.folder = folder;
  }

  static String resource(String name) throws Exception {
    return Path.of(EvaluateRuns.class.getResource(name).toURI()).toString();
  }

  String write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** The figures of a run that has to work without a word on standard error. */
  JsonNode figures(String... arguments) throws Exception {
    Path json = folder.resolve("figures.json");
    List<String> all = new ArrayList<>(List.of("evaluate", "--json", json.toString()));
    all.addAll(List.of(arguments));
    TestCommandLine run = TestTools.run(all.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return MAPPER.readTree(json.toFile());
  }

  static TestCommandLine run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("evaluate"));
    all.addAll(List.of(arguments));
    return TestTools.run(all.toArray(String[]::new));
  }
}
