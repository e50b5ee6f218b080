package io.riverrank.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.tools.TestTools;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the demo says of logs that it can't rerank, before it starts anything. */
class DemoLogTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"query\":\"q\",\"document\":\"d\",\"label\":1} | pairs, which riverrank score and riverrank evaluate take",
        "{\"query\":\"q\"} | dead letter MISSING_QUERY_ID",
        "q1 Q0 d1 1 3.5 bm25 | dead letter INVALID_JSON",
        "'' | has no requests"
      })
  void aFileWithNothingToRankIsRefused(String line, String message) throws Exception {
    Path input = Files.writeString(folder.resolve("log.jsonl"), line + "\n" + line + "\n");

    TestCommandLine run = TestTools.run("demo", "--input", input.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains(input.toString(), message);
  }

  @Test
  void aFolderIsNoLog() {
    TestCommandLine run = TestTools.run("demo", "--input", folder.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err()).hasLineCount(1).contains(folder + " is a folder; name one file of it");
  }
}
