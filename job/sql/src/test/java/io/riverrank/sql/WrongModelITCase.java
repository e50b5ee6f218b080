package io.riverrank.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models and calls of {@code ML_PREDICT} that can't work. */
class WrongModelITCase {

  @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

  private static final String PAIRS =
      """
      CREATE MODEL reranker INPUT (query STRING, document STRING) OUTPUT (score DOUBLE)
      WITH ('provider' = 'riverrank', 'model.uri' = 'bundled');
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "query STRING, document STRING | scre DOUBLE | '' | there is no output column 'scre'; there"
            + " are score, logit, truncated, tokens, error, model",
        "query STRING, document STRING | `rank` INT | '' | there is no output column 'rank'; there"
            + " are score, logit, truncated, tokens, error, model",
        "query STRING, document STRING | score STRING | '' | output column 'score' is declared as"
            + " STRING; it is DOUBLE",
        "query STRING, document STRING | score DOUBLE | , 'top-k' = '3' | top-k is for a model whose"
            + " input has candidates; leave it out, or rank in a query",
        "query STRING, document STRING | score DOUBLE | , 'error-handling' = 'column' | error-handling"
            + " is 'column', but the output has no column error STRING; declare it, or say 'null' or"
            + " 'fail'",
        "query STRING, document STRING | score DOUBLE | , 'batch.max-rws' = '3' | there is no option"
            + " 'batch.max-rws'; did you mean 'batch.max-rows'?",
      })
  void aWrongModelIsRefusedWhenAQueryIsPlanned(
      String input, String output, String option, String message) {
    SqlSession sql =
        new SqlSession()
            .run(
                """
                CREATE MODEL wrong INPUT (%s) OUTPUT (%s)
                WITH ('provider' = 'riverrank', 'model.uri' = 'bundled'%s);
                CREATE TEMPORARY VIEW pairs AS SELECT 'q' AS query, 'd' AS document;
                """
                    .formatted(input, output, option));

    assertThatThrownBy(
            () ->
                sql.tables()
                    .explainSql(
                        "SELECT * FROM ML_PREDICT(TABLE pairs, MODEL wrong, DESCRIPTOR(query,"
                            + " document))"))
        .satisfies(failure -> assertThat(SqlSession.rootMessage(failure)).isEqualTo(message));
  }

  @Test
  void aModelThatIsNotThereIsOneSentenceAtStart() {
    SqlSession sql =
        new SqlSession()
            .run(
                """
                CREATE MODEL gone INPUT (query STRING, document STRING) OUTPUT (score DOUBLE)
                WITH ('provider' = 'riverrank', 'model.uri' = '/no/such/model');
                CREATE TEMPORARY VIEW pairs AS SELECT 'q' AS query, 'd' AS document;
                """);

    assertThatThrownBy(
            () ->
                sql.rows(
                    "SELECT * FROM ML_PREDICT(TABLE pairs, MODEL gone, DESCRIPTOR(query,"
                        + " document))"))
        .satisfies(
            failure ->
                assertThat(SqlSession.rootMessage(failure))
                    .startsWith(
                        "/no/such/model is not a directory; give a CrossEncoder directory"));
  }

  /** Flink itself would ignore such a key. */
  @ParameterizedTest
  @ValueSource(strings = {"max-concurrent-operation", "max-concurrent-operatons"})
  void aMisspeltOptionOfTheCallIsRefused(String key) {
    SqlSession sql =
        new SqlSession()
            .run(PAIRS + "CREATE TEMPORARY VIEW pairs AS SELECT 'q' AS query, 'd' AS document;\n");

    assertThatThrownBy(
            () ->
                sql.rows(
                    "SELECT * FROM ML_PREDICT(TABLE pairs, MODEL reranker, DESCRIPTOR(query,"
                        + " document), MAP['"
                        + key
                        + "', '100'])"))
        .satisfies(
            failure ->
                assertThat(SqlSession.rootMessage(failure))
                    .isEqualTo(
                        "ML_PREDICT has no option '%s'; did you mean 'max-concurrent-operations'?"
                            .formatted(key)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pairs | reranker | id, document | Descriptor column 'id' type INT cannot be assigned to model"
            + " input type STRING at position 0.",
        "pairs | reranker | query | Number of descriptor columns (1) does not match model input size"
            + " (2).",
        "pairs | reranker | query, document, id | Number of descriptor columns (3) does not match model"
            + " input size (2).",
        "pairs | reranker | query, text | Descriptor column 'text' not found in table columns."
            + " Available columns: id, query, document.",
        "searches | ranked | candidates, query | Descriptor column 'candidates' type"
            + " ARRAY<ROW<`doc_id` STRING, `text` STRING>> cannot be assigned to model input type"
            + " STRING at position 0.",
        "searches | ranked | query, query | Descriptor column 'query' type STRING cannot be assigned to"
            + " model input type ARRAY<ROW<`doc_id` STRING, `text` STRING>> at position 1.",
      })
  void aWrongDescriptorIsRefusedByFlink(
      String table, String model, String columns, String message) {
    SqlSession sql =
        new SqlSession()
            .run(
                PAIRS
                    + """
                    CREATE MODEL ranked
                    INPUT (query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>)
                    OUTPUT (doc_id STRING) WITH ('provider' = 'riverrank', 'model.uri' = 'bundled');
                    """)
            .pairs(Row.of(1, "q", "d"))
            .searches(Row.of(1, "q", new Row[] {}));

    assertThatThrownBy(
            () ->
                sql.plan(
                    "SELECT * FROM ML_PREDICT(TABLE %s, MODEL %s, DESCRIPTOR(%s))"
                        .formatted(table, model, columns)))
        .satisfies(failure -> assertThat(SqlSession.rootMessage(failure)).isEqualTo(message));
  }
}
