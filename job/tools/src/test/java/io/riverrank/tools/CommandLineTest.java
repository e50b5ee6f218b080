package io.riverrank.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.commandline.ExitCodes;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.testing.ParityCases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the commands print, and what they say when they can't work. */
class CommandLineTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void theTableOfExitCodesIsThatOfTheHelp() throws Exception {
    String help = TestTools.run("--help").out();
    List<String> rows =
        Pattern.compile("^  (\\d+)  (.+)$", Pattern.MULTILINE)
            .matcher(help)
            .results()
            .map(code -> "| %s | %s |".formatted(code.group(1), code.group(2)))
            .toList();

    assertThat(rows).hasSizeGreaterThan(5);
    assertThat(Files.readString(Script.REPOSITORY.resolve("docs/operations.md"))).contains(rows);
  }

  @Test
  void aCommandLineHasTheCommandThatItBeginsWithAndElseAll() {
    Map<String, CommandLine> all = Riverrank.commands().commandLine("--help").getSubcommands();

    assertThat(all).containsKeys("run", "monitor", "models", "score", "demo");
    all.forEach(
        (name, command) -> {
          Map<String, CommandLine> one =
              Riverrank.commands().commandLine(name, "--help").getSubcommands();
          assertThat(one).containsOnlyKeys(name);
          assertThat(one.get(name).getUsageMessage()).isEqualTo(command.getUsageMessage());
          assertThat(one.get(name).getSubcommands())
              .containsOnlyKeys(command.getSubcommands().keySet());
        });
    assertThat(Riverrank.commands().commandLine().getSubcommands()).containsOnlyKeys(all.keySet());
  }

  @Test
  void scoreWritesOneLineForEachPairInOrder() throws Exception {
    List<TextPair> pairs = ParityCases.pairs();
    List<String> lines = new ArrayList<>();
    for (TextPair pair : pairs) {
      lines.add(
          MAPPER
              .createObjectNode()
              .put("query", pair.query())
              .put("document", pair.document())
              .toString());
    }
    Path input = Files.write(folder.resolve("pairs.jsonl"), lines);
    Path output = folder.resolve("scores.jsonl");

    TestCommandLine run =
        TestTools.run("score", "--input", input.toString(), "--output", output.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    List<String> scores = Files.readAllLines(output);
    List<ParityCases.Expected> expected =
        ParityCases.expected("demo-cross-encoder-model_qint8_rowwise");
    assertThat(scores).hasSameSizeAs(expected);
    for (int i = 0; i < scores.size(); i++) {
      JsonNode score = MAPPER.readTree(scores.get(i));
      assertThat(score.get("tokens").asInt()).isEqualTo(expected.get(i).tokens());
      assertThat(score.get("truncated").asBoolean()).isEqualTo(expected.get(i).truncated());
      assertThat(score.get("logit").asDouble()).isCloseTo(expected.get(i).logit(), within(0.35));
    }
  }

  @Test
  void scoreOfNothingIsNothing() throws Exception {
    Path output = folder.resolve("scores.jsonl");
    TestCommandLine run =
        TestTools.run(
            "score", "--input", write("none.jsonl", "").toString(), "--output", output.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(Files.readString(output)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"query\":\"q\",\"document\":\"d\"} \\n nonsense | line 2 is not JSON",
        "{\"query\":\"q\"} | line 1 has no text \"document\"",
        "[1] | line 1 is not a JSON object"
      })
  void scoreNamesTheBadLine(String text, String message) throws Exception {
    Path input = write("pairs.jsonl", text.replace("\\n", "\n"));
    TestCommandLine run =
        TestTools.run(
            "score", "--input", input.toString(), "--output", folder.resolve("o").toString());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void rankPrintsATableOrJson() throws Exception {
    Path documents =
        write("docs.txt", "Bread prices, 1990 to 2024\nAverage monthly rent by province, Canada\n");
    TestCommandLine table =
        TestTools.run(
            "rank", "--query", "average rent in canada", "--documents", documents.toString());
    assertThat(table.exitCode()).isZero();
    assertThat(table.out().indexOf("Average monthly rent"))
        .isBetween(1, table.out().indexOf("Bread prices"));
    assertThat(table.out().lines()).allMatch(line -> line.length() <= 100);

    TestCommandLine json =
        TestTools.run(
            "rank",
            "--query=average rent in canada",
            "--documents=" + documents,
            "--top-k=1",
            "--json");
    JsonNode ranking = MAPPER.readTree(json.out());
    assertThat(ranking).hasSize(1);
    assertThat(ranking.get(0).get("corpus_id").asInt()).isEqualTo(1);
    assertThat(ranking.get(0).get("text").asText()).startsWith("Average monthly rent");
  }

  @Test
  void rankReadsJsonLines() throws Exception {
    Path documents = write("docs.jsonl", "\"one\"\n{\"text\":\"two\"}\n");
    TestCommandLine run =
        TestTools.run("rank", "--query", "q", "--documents", documents.toString(), "--json");

    assertThat(MAPPER.readTree(run.out())).hasSize(2);
  }

  @Test
  void aModelThatIsNoneIsNamed() throws Exception {
    TestCommandLine run =
        TestTools.run("score", "--model", folder.toString(), "--input", write("i", "").toString());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.MODEL);
    assertThat(run.err())
        .contains(folder.toString(), "config.json", "save_pretrained")
        .doesNotContain("\tat ")
        .hasLineCount(1);
  }

  @Test
  void verboseShowsTheStackTrace() throws Exception {
    TestCommandLine run =
        TestTools.run(
            "score",
            "--verbose",
            "--model",
            folder.toString(),
            "--input",
            write("i", "").toString());

    assertThat(run.err()).contains("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "score", "rank", "evaluate", "demo", "dead-letters"})
  void everyCommandHasHelp(String command) {
    TestCommandLine run = TestTools.run(command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: riverrank " + command);
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, Unmatched argument",
    "score --nonsense, Unknown option",
    "rank --query q, --documents",
    "run, kafka.bootstrap-servers",
    "run -D rerank.batch.max-row=3, rerank.batch.max-rows",
    "run -D nonsense, key=value",
    "score --config /nowhere.yaml, /nowhere.yaml",
    "score --input /nowhere.jsonl, /nowhere.jsonl"
  })
  void aWrongCommandLineSaysWhatIsWrong(String line, String message) {
    TestCommandLine run = TestTools.run(line.split(" "));

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "score --input @",
        "rank --query q --documents @",
        "evaluate --input @.csv",
        "evaluate --run @.run --qrels @.qrels",
        "bench --input @",
        "demo --input @",
        "backfill --input @ --output /tmp/none",
        "score --config @"
      })
  void aFileThatIsNotThereHasOneExitCode(String line) {
    String missing = folder.resolve("missing").toString();
    TestCommandLine run = TestTools.run(line.replace("@", missing).split(" "));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).hasLineCount(1).contains(missing).doesNotContain("Exception");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "score --input pairs --output no/such/x | x can't be written: there is no such file or folder",
        "score --input pairs --output . | can't be written: Is a directory",
        "dead-letters replay --bootstrap-servers b:1 --since yesterday | --since is 'yesterday'; write it as",
        "dead-letters replay --bootstrap-servers b:1 --since 1772366400 | --since is '1772366400', which looks like epoch seconds",
      })
  void whatCantBeIsSaidInOneSentence(String line, String message) throws Exception {
    write("pairs", "");
    String inFolder =
        line.replace("pairs", folder + "/pairs").replace("--output ", "--output " + folder + "/");
    TestCommandLine run = TestTools.run(inFolder.split(" "));

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).hasLineCount(1).contains(message).doesNotContain("Exception");
  }

  @Test
  void anUnreachableBrokerIsNamed() {
    TestCommandLine run =
        TestTools.run(
            "run",
            "--bootstrap-servers",
            "127.0.0.1:1",
            "-D",
            "kafka.check-timeout=1s",
            "--parallelism",
            "1");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.KAFKA);
    assertThat(run.err()).contains("127.0.0.1:1").doesNotContain("\tat ");
  }
}
