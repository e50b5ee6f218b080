package io.riverrank.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.testing.ParityCases;
import io.riverrank.operators.testing.TestSettings;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code ML_PREDICT} with models of the provider {@code riverrank}. */
class MlPredictITCase {

  @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

  private static final String PAIRS =
      """
      CREATE MODEL reranker INPUT (query STRING, document STRING)
      OUTPUT (score DOUBLE, logit DOUBLE, tokens INT, truncated BOOLEAN, error STRING)
      WITH ('provider' = 'riverrank', 'model.uri' = 'bundled', 'limits.text-chars' = '5000');
      """;

  private static final String SEARCHES =
      """
      CREATE TEMPORARY VIEW searches AS
      SELECT id, query, CAST(candidates AS ARRAY<ROW<doc_id STRING, text STRING>>) AS candidates
      FROM (VALUES ('q1', 'bread',
        ARRAY[ROW('a', 'rent'), ROW('b', 'bread prices'), ROW('c', 'rent'), ROW('d', 'bread prices')]))
        AS t(id, query, candidates);
      """;

  @Test
  void scoresAreThoseOfTheReference() throws Exception {
    SqlSession sql = new SqlSession().run(PAIRS);
    List<TextPair> pairs =
        ParityCases.pairs().stream()
            .filter(pair -> pair.query().length() < 5000 && pair.document().length() < 5000)
            .toList();
    Row[] rows =
        IntStream.range(0, pairs.size())
            .mapToObj(i -> Row.of(i, pairs.get(i).query(), pairs.get(i).document()))
            .toArray(Row[]::new);
    sql.pairs(rows);

    List<Row> scored =
        sql.rows(
            "SELECT id, score, logit, tokens, truncated, error FROM ML_PREDICT(TABLE pairs, MODEL"
                + " reranker, DESCRIPTOR(query, document), MAP['max-concurrent-operations',"
                + " '100'])");

    assertThat(scored).hasSameSizeAs(pairs);
    try (CrossEncoder reference =
        CrossEncoder.load(TestSettings.BUNDLED, TestSettings.cpu(1), TestSettings.BATCH)) {
      List<PairScore> expected = reference.predict(pairs);
      for (Row row : scored) {
        PairScore score = expected.get((int) row.getField(0));
        assertThat((double) row.getField(1)).isCloseTo(score.score(), within(1e-5));
        assertThat((double) row.getField(2)).isCloseTo(score.logit(), within(1e-4));
        assertThat(row.getField(3)).isEqualTo(score.tokens());
        assertThat(row.getField(4)).isEqualTo(score.truncated());
        assertThat(row.getField(5)).isNull();
      }
    }
  }

  @Test
  void whatCantBeScoredSaysWhyAndCostsNoOther() {
    SqlSession sql =
        new SqlSession()
            .run(
                PAIRS
                    + """
                    CREATE TEMPORARY VIEW pairs AS SELECT * FROM (VALUES
                      (1, CAST(NULL AS STRING), 'x'), (2, 'q', CAST(NULL AS STRING)),
                      (3, 'q', REPEAT('long ', 2000)), (4, 'q', '')) AS t(id, query, document);
                    """);

    List<Row> rows =
        sql.rows(
            "SELECT id, score IS NULL, error FROM ML_PREDICT(TABLE pairs, MODEL reranker,"
                + " DESCRIPTOR(query, document))");

    assertThat(rows)
        .containsExactlyInAnyOrder(
            Row.of(1, true, "query is NULL"),
            Row.of(2, true, "document is NULL"),
            Row.of(
                3,
                true,
                "document has 10000 characters, more than limits.text-chars (5000) allows"),
            Row.of(4, false, null));
  }

  @Test
  void errorsFailTheJobIfItIsToldSo() {
    SqlSession sql =
        new SqlSession()
            .run(
                """
                CREATE MODEL strict INPUT (query STRING, document STRING) OUTPUT (score DOUBLE)
                WITH ('provider' = 'riverrank', 'model.uri' = 'bundled', 'error-handling' = 'fail');
                CREATE TEMPORARY VIEW pairs AS
                SELECT 'q' AS query, CAST(NULL AS STRING) AS document;
                """);

    assertThatThrownBy(
            () ->
                sql.rows(
                    "SELECT * FROM ML_PREDICT(TABLE pairs, MODEL strict, DESCRIPTOR(query,"
                        + " document))"))
        .satisfies(
            failure ->
                assertThat(SqlSession.rootMessage(failure))
                    .isEqualTo(
                        "a pair can't be scored, and error-handling is 'fail': document is NULL"));
  }

  @Test
  void rankingsAreByScoreWithTiesInInputOrder() {
    SqlSession sql =
        new SqlSession()
            .run(
                SEARCHES
                    + """
                    CREATE MODEL rank_all
                    INPUT (query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>)
                    OUTPUT (doc_id STRING, `rank` INT, original_rank INT)
                    WITH ('provider' = 'riverrank', 'model.uri' = 'bundled', 'top-k' = '3');
                    """);

    assertThat(
            sql.rows(
                "SELECT id, doc_id, `rank`, original_rank FROM ML_PREDICT(TABLE searches, MODEL"
                    + " rank_all, DESCRIPTOR(query, candidates))"))
        .containsExactly(Row.of("q1", "b", 1, 2), Row.of("q1", "d", 2, 4), Row.of("q1", "a", 3, 1));
  }

  /** Flink takes narrower types than declared and hands their values over as they are. */
  @Test
  void narrowerTypesThanDeclaredAreConverted() {
    SqlSession sql =
        new SqlSession()
            .run(
                """
                CREATE MODEL ranked INPUT (query STRING, candidates ARRAY<
                  ROW<id BIGINT, text STRING, original_rank INT, original_score DOUBLE>>)
                OUTPUT (id BIGINT, original_rank BIGINT, original_score DOUBLE, score FLOAT)
                WITH ('provider' = 'riverrank', 'model.uri' = 'bundled');
                CREATE TEMPORARY VIEW searches AS SELECT query, CAST(candidates AS ARRAY<
                  ROW<id INT, text VARCHAR(9), original_rank SMALLINT, original_score FLOAT>>)
                  AS candidates
                FROM (VALUES ('bread', ARRAY[ROW(-7, 'rent', -1, 0.5), ROW(8, 'bread', 2, 0.25)]))
                  AS t(query, candidates);
                """);

    assertThat(
            sql.rows(
                "SELECT id, original_rank, original_score FROM ML_PREDICT(TABLE searches, MODEL"
                    + " ranked, DESCRIPTOR(query, candidates))"))
        .containsExactly(Row.of(8L, 2L, 0.25), Row.of(-7L, -1L, 0.5));
  }

  @Test
  void everyRowOfCandidatesComesOut() {
    SqlSession sql =
        new SqlSession()
            .run(
                """
                CREATE MODEL ranked
                INPUT (query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>)
                OUTPUT (doc_id STRING, `rank` INT, error STRING)
                WITH ('provider' = 'riverrank', 'model.uri' = 'bundled', 'limits.candidates' = '3');
                """);
    sql.searches(
        Row.of(1, "q", new Row[] {Row.of("a", null), Row.of("b", "x"), null}),
        Row.of(2, null, new Row[] {Row.of("a", "x")}),
        Row.of(3, "q", null),
        Row.of(4, "q", new Row[] {}),
        Row.of(5, "q", IntStream.range(0, 4).mapToObj(i -> Row.of("d", "x")).toArray(Row[]::new)));

    assertThat(
            sql.rows(
                "SELECT id, doc_id, `rank`, error FROM ML_PREDICT(TABLE searches, MODEL ranked,"
                    + " DESCRIPTOR(query, candidates))"))
        .containsExactlyInAnyOrder(
            Row.of(1, "b", 1, null),
            Row.of(1, "a", null, "candidate 1 is NULL"),
            Row.of(1, null, null, "candidate 3 is NULL"),
            Row.of(2, "a", null, "query is NULL"),
            Row.of(3, null, null, "candidates is NULL"),
            Row.of(4, null, null, null),
            Row.of(
                5,
                null,
                null,
                "candidates has 4 elements, more than limits.candidates (3) allows"));
  }

  @Test
  void tenThousandCandidatesAreRanked() {
    SqlSession sql =
        new SqlSession()
            .run(
                """
                CREATE MODEL ranked
                INPUT (query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>)
                OUTPUT (doc_id STRING, `rank` INT, error STRING)
                WITH ('provider' = 'riverrank', 'model.uri' = 'bundled');
                """);
    Row[] candidates =
        IntStream.range(0, 10_000)
            .mapToObj(i -> Row.of("d" + i, "bread " + i % 40))
            .toArray(Row[]::new);
    sql.searches(Row.of(1, "bread", candidates));

    List<Row> ranked =
        sql.rows(
            "SELECT doc_id, `rank`, error FROM ML_PREDICT(TABLE searches, MODEL ranked,"
                + " DESCRIPTOR(query, candidates))");

    assertThat(ranked)
        .hasSize(10_000)
        .allMatch(row -> row.getField(2) == null)
        .extracting(row -> row.getField(1))
        .isEqualTo(IntStream.rangeClosed(1, 10_000).boxed().toList());
    assertThat(ranked).extracting(row -> row.getField(0)).doesNotHaveDuplicates();
  }
}
