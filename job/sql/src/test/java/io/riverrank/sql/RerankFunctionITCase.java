package io.riverrank.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code RERANK} of the module {@code riverrank}. */
class RerankFunctionITCase {

  @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

  private static final Row BREAD =
      Row.of(
          1,
          "bread",
          new Row[] {Row.of("a", "rent"), Row.of("b", "bread prices"), Row.of("c", null), null});

  private static SqlSession session() {
    return new SqlSession().run("LOAD MODULE riverrank WITH ('model.uri' = 'bundled');\n");
  }

  private static List<Row> ranking(Row row, int position) {
    return Arrays.asList((Row[]) row.getField(position));
  }

  @Test
  void aRankingIsAnArrayWithWhatCouldNotBeScoredAtItsEnd() {
    Row row =
        session().searches(BREAD).row("SELECT id, RERANK(query, candidates) AS r FROM searches");

    assertThat(ranking(row, 1))
        .extracting(
            element -> element.getField("doc_id"),
            element -> element.getField("rank"),
            element -> element.getField("original_rank"),
            element -> element.getField("error"))
        .containsExactly(
            tuple("b", 1, 2, null),
            tuple("a", 2, 1, null),
            tuple("c", null, 3, "candidate 3 is NULL"),
            tuple(null, null, 4, "candidate 4 is NULL"));
  }

  @Test
  void theThirdArgumentCutsWhatWasScored() {
    Row row =
        session()
            .searches(BREAD)
            .row("SELECT CARDINALITY(RERANK(query, candidates, 1)) FROM searches");

    assertThat(row).isEqualTo(Row.of(3));
  }

  @Test
  void nullGivesNullAndEmptyGivesEmpty() {
    List<Row> rows =
        session()
            .searches(
                Row.of(1, null, new Row[] {Row.of("a", "x")}),
                Row.of(2, "q", null),
                Row.of(3, "q", new Row[] {}))
            .rows(
                "SELECT id, CARDINALITY(RERANK(query, candidates)), RERANK(query, candidates,"
                    + " CAST(NULL AS INT)) FROM searches");

    assertThat(rows)
        .containsExactlyInAnyOrder(
            Row.of(1, null, null), Row.of(2, null, null), Row.of(3, 0, null));
  }

  @Test
  void unnestedItIsRows() {
    List<Row> rows =
        session()
            .searches(BREAD)
            .rows(
                "SELECT id, doc_id, `rank` FROM searches CROSS JOIN UNNEST(RERANK(query, candidates))"
                    + " AS t (doc_id, `rank`, score, logit, original_rank, truncated, error)");

    assertThat(rows)
        .containsExactly(
            Row.of(1, "b", 1), Row.of(1, "a", 2), Row.of(1, "c", null), Row.of(1, null, null));
  }

  @Test
  void fieldsOfCandidatesComeAlong() {
    Row row =
        session()
            .run(
                """
                CREATE TEMPORARY VIEW typed AS SELECT query, CAST(candidates AS
                  ARRAY<ROW<text STRING, url STRING, doc_id BIGINT, original_rank BIGINT>>)
                  AS candidates
                FROM (VALUES ('bread', ARRAY[ROW('bread', 'http://a', 7, 3)]))
                  AS t(query, candidates);
                """)
            .row("SELECT RERANK(query, candidates) AS r FROM typed");

    Row candidate = ranking(row, 0).get(0);
    assertThat(candidate.getFieldNames(true))
        .containsExactlyInAnyOrder(
            "doc_id", "rank", "score", "logit", "original_rank", "truncated", "error", "url");
    assertThat(candidate.getField("doc_id")).isEqualTo(7L);
    assertThat(candidate.getField("original_rank")).isEqualTo(3L);
    assertThat(candidate.getField("url")).isEqualTo("http://a");
  }

  @Test
  void aCallsOptionsWinOverTheModules() {
    Row row =
        session()
            .searches(BREAD)
            .row(
                "SELECT RERANK(query, candidates), RERANK(query, candidates, 3,"
                    + " MAP['model.activation', 'identity']) FROM searches");

    assertThat(ranking(row, 0).get(0).getField("score"))
        .isNotEqualTo(ranking(row, 0).get(0).getField("logit"));
    assertThat(ranking(row, 1).get(0).getField("score"))
        .isEqualTo(ranking(row, 1).get(0).getField("logit"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id, candidates | RERANK: query is INT; it has to be a STRING",
        "query, query | candidates are STRING; they have to be ARRAY<ROW<text STRING, …>>, as in"
            + " ARRAY<ROW<doc_id STRING, text STRING>>",
        "query, candidates, 'x' | RERANK: top_k is CHAR(1) NOT NULL; it has to be an INT",
        "query, candidates, 0 | RERANK: top_k is 0; it has to be at least 1, or be left out",
        "query, candidates, 1, MAP['model.ur', 'x'] | there is no option 'model.ur'; did you mean"
            + " 'model.uri'?",
        "query, candidates, 1, MAP['model.uri', CAST(id AS STRING)] | 1 is not a directory; give a"
            + " CrossEncoder directory with config.json, tokenizer.json and onnx/model.onnx",
      })
  void wrongArgumentsAreOneSentence(String arguments, String message) {
    SqlSession sql = session().searches(BREAD);

    assertThatThrownBy(() -> sql.rows("SELECT RERANK(" + arguments + ") FROM searches"))
        .satisfies(failure -> assertThat(SqlSession.rootMessage(failure)).isEqualTo(message));
  }

  @Test
  void theModulesOptionsAreChecked() {
    SqlSession sql = new SqlSession();

    assertThatThrownBy(() -> sql.run("LOAD MODULE riverrank WITH ('model.ur' = 'bundled')"))
        .satisfies(
            failure ->
                assertThat(SqlSession.rootMessage(failure))
                    .isEqualTo("there is no option 'model.ur'; did you mean 'model.uri'?"));
  }
}
