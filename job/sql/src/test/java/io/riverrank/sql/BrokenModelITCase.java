package io.riverrank.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.testing.TestSettings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session that fails while a job runs, on a pair that it is known to score: the task fails, as
 * the job's does, and Flink's restart strategy decides. The model is that of
 * make_breaking_model.py.
 */
class BrokenModelITCase {

  @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

  private static final String BROKEN = "the model fails on a pair that it scored at start";

  @TempDir static Path directory;

  @BeforeAll
  static void writeModel() throws Exception {
    for (String file : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
      copy("/models/gte-tiny/" + file, directory.resolve(file));
    }
    Files.createDirectory(directory.resolve("onnx"));
    copy("/io/riverrank/sql/breaks.onnx", directory.resolve("onnx/model.onnx"));
  }

  private static void copy(String resource, Path file) throws Exception {
    try (InputStream in = TestSettings.class.getResourceAsStream(resource)) {
      Files.copy(in, file);
    }
  }

  /**
   * Restarts once. Its table of searches never ends and has one reader: an event from a source that
   * ends, or that has a reader still to come, may find the failed task first, and Flink then gives
   * the lost event as the reason.
   */
  private static SqlSession restartingOnce() {
    return new SqlSession(
            Map.of(
                "parallelism.default", "1",
                "restart-strategy.type", "fixed-delay",
                "restart-strategy.fixed-delay.attempts", "1",
                "restart-strategy.fixed-delay.delay", "0 s"))
        .run(
            """
            CREATE TABLE nowhere (id INT) WITH ('connector' = 'blackhole');
            CREATE TABLE searches (
              id INT,
              query STRING,
              document STRING,
              candidates ARRAY<ROW<doc_id STRING, text STRING>>
            ) WITH ('connector' = 'datagen');
            """);
  }

  private static void assertFailsAfterARestart(SqlSession sql, String query) {
    JobClient job =
        sql.tables().executeSql("INSERT INTO nowhere " + query).getJobClient().orElseThrow();

    assertThatThrownBy(() -> job.getJobExecutionResult().get())
        .satisfies(
            failure ->
                assertThat(ExceptionUtils.stringifyException(failure))
                    .contains(BROKEN, "maxNumberRestartAttempts=1"));
  }

  @Test
  void mlPredictFailsItsTask() {
    SqlSession sql =
        restartingOnce()
            .run(
                """
                CREATE MODEL breaks INPUT (query STRING, document STRING)
                OUTPUT (score DOUBLE, error STRING)
                WITH ('provider' = 'riverrank', 'model.uri' = '%s');
                """
                    .formatted(directory));

    assertFailsAfterARestart(
        sql,
        "SELECT id FROM ML_PREDICT(TABLE searches, MODEL breaks, DESCRIPTOR(query, document))");
  }

  @Test
  void rerankFailsItsTask() {
    SqlSession sql =
        restartingOnce()
            .run("LOAD MODULE riverrank WITH ('model.uri' = '%s');".formatted(directory));

    assertFailsAfterARestart(sql, "SELECT CARDINALITY(RERANK(query, candidates)) FROM searches");
  }
}
