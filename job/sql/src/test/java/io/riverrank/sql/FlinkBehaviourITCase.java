package io.riverrank.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.ExecutionConfigOptions.AsyncOutputMode;
import org.apache.flink.types.Row;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What docs/sql.md says of Flink itself; a new Flink that behaves otherwise is noticed here. */
class FlinkBehaviourITCase {

  @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

  private static final String MODEL =
      """
      CREATE MODEL reranker INPUT (query STRING, document STRING) OUTPUT (score DOUBLE)
      WITH ('provider' = 'riverrank', 'model.uri' = 'bundled');
      """;
  private static final String PREDICT =
      "ML_PREDICT(TABLE pairs, MODEL reranker, DESCRIPTOR(query, document))";

  private static SqlSession session() {
    return new SqlSession().run(MODEL).pairs(Row.of(1, "bread", "bread prices"));
  }

  private static SqlSession withModule() {
    return new SqlSession()
        .run("LOAD MODULE riverrank WITH ('model.uri' = 'bundled')")
        .searches(Row.of(1, "bread", new Row[] {Row.of("a", "bread")}));
  }

  @Test
  void defaultsAreTenOrderedRowsForThreeMinutes() {
    Configuration defaults = new Configuration();

    assertThat(
            defaults.get(
                ExecutionConfigOptions.TABLE_EXEC_ASYNC_ML_PREDICT_MAX_CONCURRENT_OPERATIONS))
        .isEqualTo(10);
    assertThat(defaults.get(ExecutionConfigOptions.TABLE_EXEC_ASYNC_ML_PREDICT_TIMEOUT))
        .isEqualTo(Duration.ofMinutes(3));
    assertThat(defaults.get(ExecutionConfigOptions.TABLE_EXEC_ASYNC_ML_PREDICT_OUTPUT_MODE))
        .isEqualTo(AsyncOutputMode.ORDERED);
    assertThat(
            defaults.get(ExecutionConfigOptions.TABLE_EXEC_ASYNC_SCALAR_MAX_CONCURRENT_OPERATIONS))
        .isEqualTo(10);
    assertThat(defaults.get(ExecutionConfigOptions.TABLE_EXEC_ASYNC_SCALAR_TIMEOUT))
        .isEqualTo(Duration.ofMinutes(3));
  }

  /** Pins: no filter goes below {@code ML_PREDICT}, not even one of a column passed through. */
  @Test
  void aFilterStaysAboveMlPredict() {
    String plan = session().plan("SELECT * FROM " + PREDICT + " WHERE id = 7");

    assertThat(plan.indexOf("where=")).isPositive().isLessThan(plan.indexOf("MLPredict"));
  }

  /** Pins: a filter goes below an asynchronous scalar function. */
  @Test
  void aFilterGoesBelowRerank() {
    String plan =
        withModule().plan("SELECT RERANK(query, candidates) AS r FROM searches WHERE id = 7");

    assertThat(plan.indexOf("where=")).isGreaterThan(plan.indexOf("AsyncCalc"));
  }

  /** Pins: the model is called though nobody reads its columns. */
  @Test
  void aModelWhoseColumnsAreUnusedIsCalled() {
    assertThat(session().plan("SELECT id FROM " + PREDICT)).contains("MLPredictTableFunction");
  }

  /** Pins: equal calls are sometimes one, with another in WHERE they are two. */
  @Test
  void equalCallsAreNotAlwaysOne() {
    assertThat(
            callsInExecutionPlan(
                "SELECT RERANK(query, candidates) AS a, CARDINALITY(RERANK(query, candidates)) AS b"
                    + " FROM searches"))
        .isEqualTo(1);
    assertThat(
            callsInExecutionPlan(
                "SELECT RERANK(query, candidates) AS a, CARDINALITY(RERANK(query, candidates)) AS b"
                    + " FROM searches WHERE CARDINALITY(RERANK(query, candidates)) > 1"))
        .isEqualTo(2);
    assertThat(
            callsInExecutionPlan(
                "SELECT RERANK(query, candidates) AS a, RERANK(query, candidates, 1) AS b FROM"
                    + " searches"))
        .isEqualTo(2);
  }

  private static int callsInExecutionPlan(String query) {
    String plan = withModule().plan(query);
    String execution = plan.substring(plan.indexOf("== Optimized Execution Plan =="));
    return execution.split("RERANK\\(", -1).length - 1;
  }

  /** Pins: an output column of an input's name gets a number. */
  @Test
  void aCollidingOutputColumnIsRenamed() {
    SqlSession sql =
        new SqlSession()
            .run(
                MODEL
                    + "CREATE TEMPORARY VIEW pairs AS SELECT 'q' AS query, 'd' AS document, 1 AS"
                    + " score;\n");

    assertThat(
            sql.tables().sqlQuery("SELECT * FROM " + PREDICT).getResolvedSchema().getColumnNames())
        .containsExactly("query", "document", "score", "score0");
  }

  /** Pins: an option that is given twice is the last one. */
  @Test
  void ofAnOptionThatIsGivenTwiceTheLastCounts() {
    SqlSession sql =
        new SqlSession()
            .run(
                """
                CREATE MODEL reranker INPUT (query STRING, document STRING) OUTPUT (score DOUBLE)
                WITH ('provider' = 'riverrank', 'model.uri' = '/no/such', 'model.uri' = 'bundled');
                """)
            .pairs(Row.of(1, "q", "d"));

    assertThat(sql.rows("SELECT score FROM " + PREDICT)).hasSize(1);
  }

  /** Pins: two models of one name are refused by the catalog. */
  @Test
  void aModelOfThatNameAlreadyExists() {
    SqlSession sql = session();

    assertThatThrownBy(() -> sql.run(MODEL))
        .satisfies(
            failure ->
                assertThat(SqlSession.rootMessage(failure))
                    .contains("reranker already exists in Catalog"));
  }

  /** Pins: in Flink 2.2 only streaming mode has {@code ML_PREDICT}. */
  @Test
  void batchModeIsRefused() {
    assumeThat(EnvironmentInformation.getVersion()).startsWith("2.2");
    TableEnvironment batch = TableEnvironment.create(EnvironmentSettings.inBatchMode());
    batch.executeSql(MODEL.replace(";", ""));
    batch.executeSql("CREATE TEMPORARY VIEW pairs AS SELECT 'q' AS query, 'd' AS document");

    assertThatThrownBy(() -> batch.explainSql("SELECT * FROM " + PREDICT))
        .isInstanceOf(RuntimeException.class);
  }

  /** Pins: {@code ML_PREDICT} takes rows that are added only. */
  @Test
  void aChangelogIsRefused() {
    SqlSession sql =
        session()
            .run(
                """
                CREATE TEMPORARY VIEW changing AS
                SELECT query, MAX(document) AS document FROM pairs GROUP BY query;
                """);

    assertThatThrownBy(
            () ->
                sql.plan(
                    "SELECT * FROM ML_PREDICT(TABLE changing, MODEL reranker, DESCRIPTOR(query,"
                        + " document))"))
        .satisfies(
            failure ->
                assertThat(SqlSession.rootMessage(failure))
                    .contains("doesn't support consuming update changes"));
  }

  /** Pins: a row that takes longer fails the job; there is no retry. */
  @Test
  void aTimeoutFailsTheJob() {
    SqlSession sql = new SqlSession(Map.of("restart-strategy.type", "none")).run(MODEL);
    sql.pairs(
        IntStream.range(0, 500)
            .mapToObj(i -> Row.of(i, "bread", "bread number " + i + " of the baker".repeat(99)))
            .toArray(Row[]::new));

    assertThatThrownBy(
            () ->
                sql.rows(
                    "SELECT * FROM ML_PREDICT(TABLE pairs, MODEL reranker, DESCRIPTOR(query,"
                        + " document), MAP['timeout', '1 ms', 'max-concurrent-operations', '500'])"))
        .satisfies(
            failure ->
                assertThat(ExceptionUtils.findThrowable(failure, TimeoutException.class))
                    .isPresent());
  }

  /** Pins: rows may overtake each other, and none is lost. */
  @Test
  void rowsComeOutInAnyOrderWhereThatIsAllowed() {
    SqlSession sql = new SqlSession().run(MODEL);
    sql.pairs(
        IntStream.range(0, 100)
            .mapToObj(i -> Row.of(i, "bread", "bread".repeat(i)))
            .toArray(Row[]::new));

    assertThat(
            sql.rows(
                "SELECT id FROM ML_PREDICT(TABLE pairs, MODEL reranker, DESCRIPTOR(query, document),"
                    + " MAP['output-mode', 'ALLOW_UNORDERED'])"))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).mapToObj(Row::of).toList());
  }

  /** Pins: a wider type than a model declares is refused; a text of any length is taken. */
  @Test
  void whatIsWiderThanDeclaredIsRefusedButATextIsNot() {
    SqlSession sql =
        session()
            .run(
                """
                CREATE MODEL narrow
                INPUT (query VARCHAR(1), candidates ARRAY<ROW<id INT, text VARCHAR(1)>>)
                OUTPUT (id INT) WITH ('provider' = 'riverrank', 'model.uri' = 'bundled');
                CREATE TEMPORARY VIEW wide AS SELECT 'bread' AS query,
                  ARRAY[CAST(ROW(7, 'prices') AS ROW<id BIGINT, text STRING>)] AS candidates;
                CREATE TEMPORARY VIEW longer AS SELECT 'bread' AS query,
                  ARRAY[CAST(ROW(7, 'prices') AS ROW<id INT, text STRING>)] AS candidates;
                """);
    String predict =
        "SELECT id FROM ML_PREDICT(TABLE %s, MODEL narrow, DESCRIPTOR(query, candidates))";

    assertThatThrownBy(() -> sql.plan(predict.formatted("wide")))
        .satisfies(failure -> assertThat(SqlSession.rootMessage(failure)).contains("BIGINT"));
    assertThat(sql.rows(predict.formatted("longer"))).containsExactly(Row.of(7));
  }

  /** Pins: a retry that waits for its time has it at once, and is the last, when the input ends. */
  @Test
  void retriesOfFlinkEndWithTheInput() {
    FailAlways.forget();
    SqlSession sql =
        new SqlSession(
                Map.of(
                    "restart-strategy.type", "none",
                    "parallelism.default", "1",
                    "table.exec.async-scalar.retry-strategy", "FIXED_DELAY",
                    "table.exec.async-scalar.retry-delay", "1 h",
                    "table.exec.async-scalar.timeout", "2 h",
                    "table.exec.async-scalar.max-attempts", "1000"))
            .pairs(Row.of(1, "q", "d"));
    sql.tables().createTemporarySystemFunction("FAIL_ALWAYS", FailAlways.class);

    assertThatThrownBy(() -> sql.rows("SELECT FAIL_ALWAYS(query) FROM pairs"));

    assertThat(FailAlways.attempts()).isBetween(1, 2);
  }
}
