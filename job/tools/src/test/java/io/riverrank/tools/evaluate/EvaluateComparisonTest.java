package io.riverrank.tools.evaluate;

import static io.riverrank.tools.evaluate.EvaluateRuns.OTHER_MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riverrank.job.testing.TestCommandLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two systems side by side say of each what an evaluation of it alone says. */
class EvaluateComparisonTest {
  private static final double TOLERANCE = 1e-12;
  private static final String FILE = "onnx/model.onnx";
  private static final String[] TEXTS = {
    "Average rent by province",
    "Rent of a room in Toronto, Canada",
    "Bread",
    "Cats of Canada",
    "province ".repeat(400),
    "Monthly rents"
  };

  @TempDir Path folder;
  private EvaluateRuns runs;

  @BeforeEach
  void openFolder() {
    runs = new EvaluateRuns(folder);
  }

  private String pairs() throws Exception {
    StringBuilder lines = new StringBuilder("query\tdocument\tlabel\n");
    for (int i = 0; i < TEXTS.length; i++) {
      lines.append("rent in canada\t%s\t%s\n".formatted(TEXTS[i], new int[] {5, 4, 0, 1, 0, 3}[i]));
    }
    return runs.write("pairs.tsv", lines.toString());
  }

  private String log() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int query = 0; query < TEXTS.length; query++) {
      List<String> candidates = new ArrayList<>();
      for (int i = 0; i < TEXTS.length; i++) {
        candidates.add(
            "{\"doc_id\":\"%d\",\"text\":\"%s\",\"label\":%d}"
                .formatted(i, TEXTS[i], i == query ? 1 : 0));
      }
      lines.append(
          "{\"query_id\":\"%d\",\"query\":\"rent in canada %d\",\"candidates\":%s}\n"
              .formatted(query, query, candidates));
    }
    return runs.write("log.jsonl", lines.toString());
  }

  private void assertSideBySide(String input, String... names) throws Exception {
    JsonNode first = runs.figures("--input", input);
    JsonNode second = runs.figures("--input", input, "--model", OTHER_MODEL, "--model-file", FILE);
    JsonNode both =
        runs.figures(
            "--input", input, "--compare-model", OTHER_MODEL, "--compare-model-file", FILE);

    assertThat(both.get("fingerprint")).isEqualTo(first.get("fingerprint"));
    assertThat(both.get("other_fingerprint")).isEqualTo(second.get("fingerprint"));
    assertThat(both.get("truncated")).isEqualTo(first.get("truncated"));
    assertThat(both.get("other_truncated")).isEqualTo(second.get("truncated"));
    assertThat(first.get("truncated").asInt()).isZero();
    assertThat(second.get("truncated").asInt()).isPositive();
    for (String name : names) {
      double a = first.get(name).asDouble();
      double b = second.get(name).asDouble();
      assertThat(a).as(name).isNotEqualTo(b);
      assertThat(both.get(name).asDouble()).isEqualTo(a);
      assertThat(both.get("other_" + name).asDouble()).isEqualTo(b);
      assertThat(both.get("diff_" + name).asDouble()).isCloseTo(b - a, within(TOLERANCE));
      assertThat(both.get("p_" + name).asDouble()).isBetween(1 / 64.0, 1.0);
      assertThat(
              both.get("wins_" + name).asInt()
                  + both.get("ties_" + name).asInt()
                  + both.get("losses_" + name).asInt())
          .isEqualTo(TEXTS.length);
    }
  }

  @Test
  void modelsOnPairs() throws Exception {
    assertSideBySide(pairs(), "pearson", "spearman");
  }

  @Test
  void modelsOnRequests() throws Exception {
    assertSideBySide(log(), "map", "mrr@10", "ndcg@10");
  }

  @Test
  void columnsOfScoresWithTheirWinsAndLosses() throws Exception {
    String pairs =
        runs.write(
            "p.csv",
            "query,document,label,a,b\nq,1,1,1,4\nq,2,2,2,3\nq,3,3,3,2\nq,4,4,4,1\nq,5,5,5,\n");
    JsonNode figures =
        runs.figures("--input", pairs, "--score-column", "a", "--compare-score-column", "b");

    assertThat(figures.get("scored").asInt()).isEqualTo(4);
    assertThat(figures.get("failed").asInt()).isEqualTo(1);
    assertThat(figures.get("diff_spearman").asDouble()).isCloseTo(-2, within(TOLERANCE));
    assertThat(figures.get("losses_spearman").asInt()).isEqualTo(4);
    // Of 16 swaps only none and all give a difference as large as this one.
    assertThat(figures.get("p_spearman").asDouble()).isEqualTo(2 / 16.0);
  }

  @Test
  void theSummaryHasBothSystems() throws Exception {
    String qrels = runs.write("q", "a 0 x 1\nb 0 x 1\n");
    String first = runs.write("r1", "a Q0 x 1 2 t\na Q0 y 2 1 t\nb Q0 y 1 2 t\nb Q0 x 2 1 t\n");
    String second = runs.write("r2", "a Q0 x 1 2 t\na Q0 y 2 1 t\n");
    TestCommandLine run =
        EvaluateRuns.run("--run", first, "--compare-run", second, "--qrels", qrels);

    assertThat(run.out())
        .contains(first + " against " + second + " on " + qrels)
        .contains("other", "difference", "wins/ties/losses of the other", "0/1/0")
        .contains("The two systems have different queries");
  }
}
