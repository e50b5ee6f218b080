package io.riverrank.sql;

import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.job.rerank.RerankPipeline;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Reranks a topic by the job and by SQL, from the same JSON messages to JSON messages, exactly once
 * with a checkpoint a second, by two subtasks. Each run ends with its input and gives the topic of
 * its results, whose timestamps are those of the broker.
 */
final class KafkaRuns {

  /** Rows in flight of a subtask that fill micro-batches of pairs. */
  static final int TUNED = 1000;

  static final int FLINKS_DEFAULT = 10;

  private static final String CHECKPOINT_INTERVAL = "1 s";

  /** Of a row; long texts on a machine that does other work take longer than Flink's 3 minutes. */
  private static final String TIMEOUT = "1 h";

  private final KafkaExtension kafka;
  private final String modelUri;
  private final String scoreCache;

  /**
   * @param scoreCache its size; 0 so that equal pairs are scored each
   */
  KafkaRuns(KafkaExtension kafka, String modelUri, String scoreCache) {
    this.kafka = kafka;
    this.modelUri = modelUri;
    this.scoreCache = scoreCache;
  }

  /** The job: one message for each search. */
  String job(String requests) throws Exception {
    String results = results();
    List<String> options =
        List.of(
            "kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "kafka.topics.requests=" + requests,
            "kafka.topics.results=" + results,
            "kafka.topics.dead-letters=" + kafka.topics().create("dead-letters"),
            "kafka.transactional-id-prefix=" + results,
            "kafka.starting-offsets=earliest",
            "kafka.bounded=true",
            "rerank.model.uri=" + modelUri,
            "rerank.score-cache.size=" + scoreCache,
            "rerank.parallelism=2",
            "rerank.checkpoint.interval=" + CHECKPOINT_INTERVAL);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    RerankPipeline.build(
        env, SettingsFactory.job(ConfigurationLoader.load(null, options, Map.of())));
    env.execute();
    kafka.topics().awaitSettled(results);
    return results;
  }

  /** {@code ML_PREDICT} with candidates: a message for each candidate. */
  String ranked(String requests, int rows) throws Exception {
    return insert(
        requests,
        rows,
        "doc_id STRING, `rank` INT, score DOUBLE",
        """
        CREATE MODEL ranked INPUT (query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>)
        OUTPUT (doc_id STRING, `rank` INT, score DOUBLE)
        WITH ('provider' = 'riverrank', 'model.uri' = '%s', 'score-cache.size' = '%s');
        """
            .formatted(modelUri, scoreCache),
        "SELECT query_id, doc_id, `rank`, score FROM ML_PREDICT(TABLE requests, MODEL ranked,"
            + " DESCRIPTOR(query, candidates))");
  }

  /** {@code RERANK}: a message for each search. */
  String reranked(String requests, int rows) throws Exception {
    return insert(
        requests,
        rows,
        "results ARRAY<ROW<doc_id STRING, `rank` INT, score DOUBLE, logit DOUBLE, original_rank"
            + " INT, truncated BOOLEAN, error STRING>>",
        "LOAD MODULE riverrank WITH ('model.uri' = '%s', 'score-cache.size' = '%s');"
            .formatted(modelUri, scoreCache),
        "SELECT query_id, RERANK(query, candidates) FROM requests");
  }

  /**
   * {@code ML_PREDICT} with a pair: a message for each.
   *
   * @param requests searches of one candidate each
   * @param option more options of the model, each after a comma
   */
  String scored(String requests, int rows, String option) throws Exception {
    return insert(
        requests,
        rows,
        "doc_id STRING, score DOUBLE",
        """
        CREATE MODEL scored INPUT (query STRING, document STRING) OUTPUT (score DOUBLE)
        WITH ('provider' = 'riverrank', 'model.uri' = '%s', 'score-cache.size' = '%s'%s);
        CREATE TEMPORARY VIEW pairs AS SELECT query_id, query, candidates[1].doc_id AS doc_id,
          candidates[1].text AS document FROM requests;
        """
            .formatted(modelUri, scoreCache, option),
        "SELECT query_id, doc_id, score FROM ML_PREDICT(TABLE pairs, MODEL scored,"
            + " DESCRIPTOR(query, document))");
  }

  private String insert(String requests, int rows, String columns, String model, String query)
      throws Exception {
    String results = results();
    String inFlight = Integer.toString(rows);
    new SqlSession(
            Map.of(
                "parallelism.default", "2",
                "execution.checkpointing.interval", CHECKPOINT_INTERVAL,
                "table.exec.async-ml-predict.max-concurrent-operations", inFlight,
                "table.exec.async-ml-predict.timeout", TIMEOUT,
                "table.exec.async-scalar.max-concurrent-operations", inFlight,
                "table.exec.async-scalar.timeout", TIMEOUT))
        .run(
            """
            CREATE TABLE requests (
              query_id STRING, query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>)
            WITH ('connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
              'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset',
              'format' = 'json');
            """
                .formatted(requests, kafka.bootstrapServers()))
        .run(
            """
            CREATE TABLE results (query_id STRING, %s)
            WITH ('connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
              'sink.delivery-guarantee' = 'exactly-once', 'sink.transactional-id-prefix' = '%s',
              'properties.transaction.timeout.ms' = '600000', 'format' = 'json');
            """
                .formatted(columns, results, kafka.bootstrapServers(), results))
        .run(model)
        .insert("INSERT INTO results " + query);
    kafka.topics().awaitSettled(results);
    return results;
  }

  private String results() throws Exception {
    return kafka.topics().create("results", 1, Map.of("message.timestamp.type", "LogAppendTime"));
  }
}
