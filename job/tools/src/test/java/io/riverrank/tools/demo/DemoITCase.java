package io.riverrank.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultReader;
import io.riverrank.tools.TestTools;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a person starts it. */
class DemoITCase {
  @TempDir Path folder;

  private static List<String> sampleLines(int count) throws Exception {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                DemoITCase.class.getResourceAsStream("search-log.jsonl"),
                StandardCharsets.UTF_8))) {
      return reader.lines().limit(count).toList();
    }
  }

  @Test
  void reranksALogAndPrintsWhatAPersonWantsToSee() throws Exception {
    List<String> lines = new ArrayList<>(sampleLines(5));
    lines.add("this is no request");
    lines.add(
        "{\"query_id\":\"open\",\"query\":\"q\",\"candidate\":{\"doc_id\":\"d\",\"text\":\"t\"},\"candidate_count\":9}");
    Path input = Files.write(folder.resolve("log.jsonl"), lines);
    Path output = folder.resolve("results.jsonl");

    TestCommandLine run =
        TestTools.run(
            "demo",
            "--input",
            input.toString(),
            "--output",
            output.toString(),
            "--parallelism",
            "2");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("web UI", "engine's order", "new order", "INVALID_JSON 1", "Latency")
        .containsPattern("Queries +6");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(run.out()).as("no colour where there is no terminal").doesNotContain("\u001b[");

    ResultReader reader = new ResultReader();
    List<String> ids = new ArrayList<>();
    for (String line : Files.readAllLines(output)) {
      RerankResult result = reader.read(line.getBytes(StandardCharsets.UTF_8));
      assertThat(result.complete()).isEqualTo(!result.queryId().equals("open"));
      ids.add(result.queryId());
    }
    assertThat(ids).containsExactlyInAnyOrder("q-001", "q-002", "q-003", "q-004", "q-005", "open");
  }

  @Test
  void aModelThatIsNoneEndsTheDemoWithOneSentence() {
    TestCommandLine run = TestTools.run("demo", "--model", folder.toString());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("config.json").doesNotContain("\tat ");
  }

  @Test
  void anEmptyLogIsRefused() throws Exception {
    Path input = Files.writeString(folder.resolve("log.jsonl"), "\n\n");
    TestCommandLine run = TestTools.run("demo", "--input", input.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("has no requests");
  }
}
