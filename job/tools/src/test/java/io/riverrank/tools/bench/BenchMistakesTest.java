package io.riverrank.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.tools.TestTools;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchMistakesTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rounds=0                | --rounds is 0",
        "--seconds=0               | --seconds is 0",
        "--seconds=NaN             | --seconds is NaN",
        "--latency-seconds=-1      | --latency-seconds is -1",
        "--parallelism=0           | --parallelism is 0",
        "--zipf=-1                 | --zipf is -1",
        "--zipf-events=0           | --zipf-events is 0",
        "--parts=limit,latency     | latency without job",
        "--parts=limit,nonsense    | nonsense",
        "-Drerank.batch.max-rows=0 | rerank.batch.max-rows"
      })
  void aCommandLineThatMakesNoSenseIsAnswered(String argument, String answer) {
    TestCommandLine run = TestTools.run("bench", argument.strip());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--plot=bench.pdf       | neither .svg nor .png",
        "--plot=/no/such/a.svg  | there is no folder /no/such",
        "--json=/no/such/a.json | there is no folder /no/such",
        "--json=.               | is a folder"
      })
  void filesAreLookedAtBeforeTheLongRun(String argument, String answer) {
    TestCommandLine run = TestTools.run("bench", argument.strip());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(answer).doesNotContain("looking for the limit");
  }

  @Test
  void aPictureOfNothingIsRefused() {
    TestCommandLine run =
        TestTools.run("bench", "--parts=sweep", "--plot=" + folder.resolve("a.svg"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("would be empty");
  }

  @Test
  void aLogWithoutPairsIsAnswered() throws Exception {
    Path log = Files.writeString(folder.resolve("log.jsonl"), "broken\n");
    TestCommandLine run = TestTools.run("bench", "--input=" + log);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("of its 1 line none");
  }

  @Test
  void aModelThatIsNotThereIsAnswered() {
    TestCommandLine run = TestTools.run("bench", "--model=" + folder.resolve("none"));
    assertThat(run.exitCode()).isEqualTo(3);
  }
}
