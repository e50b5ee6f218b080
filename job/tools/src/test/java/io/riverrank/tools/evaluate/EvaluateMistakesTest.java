package io.riverrank.tools.evaluate;

import static io.riverrank.tools.evaluate.EvaluateRuns.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.testing.TestCommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be wrong about the command line and its files, and what is said of it. */
class EvaluateMistakesTest {
  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws Exception {
    EvaluateRuns runs = new EvaluateRuns(folder);
    runs.write("empty.jsonl", "");
    runs.write("empty.csv", "");
    runs.write("run", "a Q0 x 1 2 t\n");
    runs.write("empty", "");
    runs.write("twice", "a Q0 x 1 2 t\na Q0 x 2 1 t\n");
    runs.write("short", "a Q0 x 1\n");
    runs.write("qrels", "a 0 x 1\n");
    runs.write("others.qrels", "b 0 x 1\n");
    runs.write("contrary.qrels", "a 0 x 1\na 0 x 0\n");
    runs.write("half.qrels", "a 0 x 0.5\n");
    runs.write("texts.tsv", "a\tx\n");
    runs.write("pairs.txt", "query,document,label\nq,d,1\n");
    runs.write("pairs.csv", "query,document,label,s,t\nq,d,1,1,2\nq,e,0,0,1\n");
    runs.write(
        "requests.jsonl",
        "{\"query_id\":\"a\",\"query\":\"q\",\"candidates\":[{\"doc_id\":\"x\",\"text\":\"t\"}]}\n");
    Files.write(folder.resolve("latin.csv"), new byte[] {'q', ',', (byte) 0xe9, '\n'});
    Files.copy(Path.of(resource("ties-pairs.csv")), folder.resolve("plain.csv.zst"));
    Files.createDirectory(folder.resolve("model"));
  }

  private TestCommandLine run(String line) {
    String[] arguments = line.split(" ");
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = arguments[i].replace("@/", folder + "/");
    }
    return EvaluateRuns.run(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--input @/none.csv | 2 | there is no file",
        "--input @/model | 1 | is a folder; name one file of it",
        "--input @/empty.jsonl | 1 | is empty; there is nothing to evaluate",
        "--input @/empty.csv | 1 | has no pairs",
        "--input @/pairs.txt | 1 | read as JSON Lines, since .txt is none of .csv, .tsv and .parquet",
        "--input @/latin.csv | 1 | latin.csv, line 1 has bytes that are not UTF-8",
        "--input @/plain.csv.zst | 1 | can't be read",
        "--input @/pairs.csv --score-column u | 1 | has no column \"u\"",
        "--input @/pairs.csv --compare-score-column t | 2 | goes with --score-column",
        "--input @/pairs.csv --score-column s --compare-model m | 2 | by --compare-score-column",
        "--input @/pairs.csv --compare-run @/run | 2 | --compare-run goes with --run",
        "--input @/pairs.csv --run @/run | 2 | Give either --input or --run",
        "--at-k 3 | 2 | Give either --input or --run",
        "--run @/run | 2 | --run needs --qrels",
        "--run @/run --qrels @/none | 2 | there is no file",
        "--run @/run --qrels @/empty | 1 | has no judgements",
        "--run @/run --qrels @/others.qrels | 1 | run has a judgement; put labels",
        "--run @/run --qrels @/contrary.qrels | 1 | line 2 judges document x of query a again",
        "--run @/run --qrels @/half.qrels | 1 | line 1: ",
        "--run @/empty --qrels @/qrels | 1 | is empty; a run has",
        "--run @/twice --qrels @/qrels | 1 | line 2 has document x of query a a second time",
        "--run @/short --qrels @/qrels | 1 | line 1: it has 4 fields",
        "--run @/run --qrels @/qrels --queries @/texts.tsv | 2 | go together",
        "--run @/run --qrels @/qrels --compare-model m | 2 | nothing for --compare-model to score",
        "--run @/run --qrels @/qrels --at-k 0 | 2 | --at-k takes a number from 1",
        "--run @/run --qrels @/qrels --cutoffs 5,0 | 2 | --cutoffs takes numbers from 1",
        "--run @/run --qrels @/qrels --protocol bm25 | 2 | is none of [sentence-transformers",
        "--run @/run --qrels @/qrels --relevance-threshold NaN | 2 | finite",
        "--input @/pairs.csv --score-column s --bootstrap -1 | 2 | --bootstrap takes",
        "--input @/pairs.csv --score-column s --permutations -1 | 2 | --permutations takes",
        "--input @/pairs.csv --score-column s --worst -1 | 2 | --worst takes",
        "--input @/requests.jsonl | 1 | no query of",
        "--input @/requests.jsonl --qrels @/others.qrels | 1 | give --qrels with its query ids",
        "--input @/pairs.csv --model @/none | 3 | /none",
        "--input @/pairs.csv --model @/model | 3 | has no config.json",
        "--input @/pairs.csv --compare-model @/model | 3 | has no config.json",
        "--input @/pairs.csv --score-column s --json @/none/f | 1 | there is no folder",
        "--input @/pairs.csv --score-column s --json - | 1 | standard output has the summary",
        "--input @/pairs.csv --score-column s --html @/model | 1 | is a folder; name the file",
        "--input @/pairs.csv --score-column s --csv @/pairs.csv | 1 | has other columns than epoch",
      })
  void isSaidInOneSentence(String line, int exitCode, String message) {
    TestCommandLine run = run(line);

    assertThat(run.err()).contains(message).doesNotContain("\tat ", "Exception");
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void anUnknownFigureStopsBeforeTheModelWorks() {
    TestCommandLine run = run("--input @/pairs.csv --model @/none --fail-under speerman=0.8");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("speerman", "pearson", "spearman");
  }
}
