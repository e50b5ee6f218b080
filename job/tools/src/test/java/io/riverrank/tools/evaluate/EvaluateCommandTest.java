package io.riverrank.tools.evaluate;

import static io.riverrank.tools.evaluate.EvaluateRuns.MAPPER;
import static io.riverrank.tools.evaluate.EvaluateRuns.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.job.testing.TestCommandLine;
import io.riverrank.tools.TestTools;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of the libraries that define them, and what is said of input that can't be used. */
class EvaluateCommandTest {
  private static final double TOLERANCE = 1e-9;

  @TempDir Path folder;

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private JsonNode evaluate(String... arguments) throws Exception {
    return new EvaluateRuns(folder).figures(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "scipy/ties-pairs.csv, --input ties-pairs.csv --score-column score",
    "CrossEncoderCorrelationEvaluator/ties-pairs.csv, --input ties-pairs.csv --score-column score",
    "CrossEncoderRerankingEvaluator/ties-results.jsonl, --input ties-results.jsonl",
    "trec_eval/ties.run, --run ties.run --qrels ties.qrels --protocol trec_eval",
    "ranx/ties.run, --run ties.run --qrels ties.qrels --protocol ranx"
  })
  void figuresAreTheLibraries(String library, String line) throws Exception {
    String[] arguments = line.split(" ");
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("ties")) {
        arguments[i] = resource(arguments[i]);
      }
    }
    JsonNode figures = evaluate(arguments);
    JsonNode expected =
        MAPPER.readTree(getClass().getResourceAsStream("reference.json")).get(library);

    assertThat(expected).isNotEmpty();
    expected
        .properties()
        .forEach(
            entry ->
                assertThat(figures.get(entry.getKey()).asDouble())
                    .as(entry.getKey())
                    .isCloseTo(entry.getValue().asDouble(), within(TOLERANCE)));
  }

  @Test
  void oneIsSingular() throws Exception {
    String run = write("run", "q Q0 a 1 2 t\nu Q0 a 1 2 t\n").toString();
    String qrels = write("qrels", "q 0 a 1\n").toString();

    assertThat(EvaluateRuns.run("--run", run, "--qrels", qrels).out())
        .contains("1 query, 1 query unjudged, 0 queries not run", "1 document,")
        .contains("No judgement at all for 1 query")
        .doesNotContainPattern("\\b1 (queries|pairs|documents)");
    assertThat(
            EvaluateRuns.run("--input", write("p.csv", "query,document,label\na,b,1\n").toString())
                .out())
        .contains("1 pair,");
  }

  @ParameterizedTest
  @CsvSource({"0, false", "10, true"})
  void aColumnOfIntervalsIsThereIfAnyIs(String resamples, boolean there) throws Exception {
    String pairs =
        write("p.csv", "query,document,label,s\na,b,1,0.5\nc,d,0,0.1\ne,f,0.5,0.2\n").toString();
    Path html = folder.resolve("r.html");

    TestCommandLine run =
        EvaluateRuns.run(
            "--input",
            pairs,
            "--score-column",
            "s",
            "--bootstrap",
            resamples,
            "--html",
            html.toString());

    assertThat(run.out().contains("95 % interval")).isEqualTo(there);
    assertThat(run.out()).contains("pearson");
    assertThat(Files.readString(html).contains("95 % interval")).isEqualTo(there);
  }

  @Test
  void hostileTextsAreEscapedOnThePage() throws Exception {
    Path pairs =
        write(
            "p.csv",
            "\uFEFFquery,document,label,s\r\n\"<script>x</script>, q\",\"d\n<img src=x>\",1,0.1\r\nq,d,0,0.9\r\n");
    Path html = folder.resolve("r.html");
    JsonNode figures =
        evaluate("--input", pairs.toString(), "--score-column", "s", "--html", html.toString());

    assertThat(figures.get("pearson").asDouble()).isCloseTo(-1, within(TOLERANCE));
    assertThat(Files.readString(html))
        .contains("&lt;script&gt;")
        .doesNotContain("<script", "<img", "http://", "https://");
  }

  @Test
  void hostileIdsAreEscapedOnThePage() throws Exception {
    String id = "<img/src=x>";
    Path run = write("run", "%s Q0 %s 1 2 t\n%s Q0 y 2 1 t\n".formatted(id, id, id));
    Path html = folder.resolve("r.html");
    evaluate(
        "--run",
        run.toString(),
        "--qrels",
        write("q", id + " 0 y 1\n").toString(),
        "--name",
        "<script>x</script>",
        "--html",
        html.toString());

    assertThat(Files.readString(html))
        .contains("&lt;img/src=x&gt;", "&lt;script&gt;x")
        .doesNotContain("<script", "<img", "http://", "https://");
  }

  @Test
  void theModelScoresSamplesAndTheCsvLineIsTheEvaluators() throws Exception {
    Path samples =
        write(
            "s.jsonl",
            "{\"query\":\"average rent in canada\",\"positive\":[\"Average monthly rent by province,"
                + " Canada\"],\"negative\":[\"Bread prices, 1990 to 2024\",\"Number of cats\"]}\n");
    JsonNode figures = evaluate("--input", samples.toString(), "--csv", folder.toString());

    assertThat(figures.get("mrr@10").asDouble()).isEqualTo(1);
    assertThat(figures.get("fingerprint").asText()).startsWith("sha256:");
    assertThat(folder.resolve("CrossEncoderRerankingEvaluator_results_@10.csv"))
        .hasContent("epoch,steps,MAP,MRR@10,NDCG@10\r\n-1,-1,1.0,1.0,1.0\r\n");
  }

  @Test
  void pairsWithoutAScoreAreCountedAndConstantLabelsAreUndefined() throws Exception {
    Path pairs =
        write(
            "p.jsonl",
            "{\"query\":\"q\",\"document\":\"d\",\"label\":1,\"s\":NaN}\n"
                + "{\"query\":\"q\",\"document\":\"e\",\"label\":true,\"s\":0.5}\n"
                + "{\"query\":\"q\",\"document\":\"f\",\"label\":\"1.0\",\"s\":0.6}\n");
    JsonNode figures = evaluate("--input", pairs.toString(), "--score-column", "s");

    assertThat(figures.get("pearson").isNull()).isTrue();
    assertThat(figures.get("failed").asInt()).isEqualTo(1);
    assertThat(figures.get("notes").toString()).contains("All labels are 1.0", "1 of 3 pairs");
  }

  @Test
  void twoRunsAreCompared() throws Exception {
    Path qrels = write("q", "a 0 x 1\nb 0 x 1\n");
    Path first = write("r1", "a Q0 x 1 2 t\na Q0 y 2 1 t\nb Q0 y 1 2 t\nb Q0 x 2 1 t\n");
    Path second = write("r2", "a Q0 x 1 2 t\na Q0 y 2 1 t\nb Q0 x 1 2 t\nb Q0 y 2 1 t\n");
    JsonNode figures =
        evaluate(
            "--run",
            first.toString(),
            "--compare-run",
            second.toString(),
            "--qrels",
            qrels.toString());

    assertThat(figures.get("diff_mrr@10").asDouble()).isEqualTo(0.25);
    assertThat(figures.get("p_mrr@10").asDouble()).isEqualTo(1);
    assertThat(figures.get("wins_mrr@10").asInt()).isEqualTo(1);
    assertThat(figures.get("ties_mrr@10").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p.csv | query,document | 1 | has no column \"label\"",
        "p.csv | query,document,label\\nq,d,high | 1 | line 2 has \"high\" in column \"label\"",
        "p.csv | query,document,label\\nq,d,1,2 | 1 | line 2 has 4 fields, the header has 3",
        "p.csv | query,document,label\\nq,d,NaN | 1 | line 2 has NaN in \"label\"",
        "p.tsv | query\\tdocument\\tlabel | 1 | has no pairs",
        "p.jsonl | {} | 1 | line 1 is neither a labelled pair",
        "p.jsonl | nonsense | 1 | line 1 is not JSON",
        "p.jsonl | {\"query\":\"q\",\"positive\":[],\"negative\":[],\"documents\":[]} | 1 | either",
        "p.jsonl | {\"query_id\":\"\",\"query\":\"q\",\"candidates\":[]} | 1 | line 1 is no request",
        "p.parquet | PAR0 | 1 | Parquet",
        "p.csv.gz | no gzip | 1 | can't be read",
      })
  void whatCantBeUsedIsNamed(String name, String text, int exitCode, String message)
      throws Exception {
    Path input = write(name, text.replace("\\n", "\n").replace("\\t", "\t"));
    TestCommandLine run = TestTools.run("evaluate", "--input", input.toString());

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "pearson=0.99, 1, under 0.99",
    "pearson=-1, 0, ''",
    "ndcg@10=0.5, 2, there are pearson",
    "nonsense, 2, METRIC=NUMBER"
  })
  void thresholds(String threshold, int exitCode, String message) throws Exception {
    TestCommandLine run =
        TestTools.run(
            "evaluate",
            "--input",
            resource("ties-pairs.csv"),
            "--score-column",
            "score",
            "--fail-under",
            threshold);

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err()).contains(message);
  }
}
