package io.riverrank.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riverrank.broker.testing.KafkaExtension;
import io.riverrank.job.options.ConfigurationLoader;
import io.riverrank.job.options.SettingsFactory;
import io.riverrank.job.rerank.RerankPipeline;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.BatchSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.testing.TestSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * SQL and the job on the same log, Kafka to Kafka in JSON, exactly once, in turns in one JVM: how
 * fast each is, and whether scores and rankings are the same. Each runs a quarter of the log and
 * the whole; what counts is the difference, which has no start in it. Not part of the normal tests:
 * docs/sql.md has the command.
 */
class SqlBenchmark {

  private static final Path LOG = Path.of(System.getProperty("riverrank.sql.log", ""));
  private static final String MODEL =
      System.getProperty("riverrank.sql.model", ModelSettings.BUNDLED);
  private static final int ROUNDS = Integer.getInteger("riverrank.sql.rounds", 3);
  private static final int QUERIES = Integer.getInteger("riverrank.sql.queries", Integer.MAX_VALUE);
  private static final String TUNED = "1000";
  private static final String FLINKS_DEFAULT = "10";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
  @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

  private interface Contestant {
    /** Runs to the end and gives where the results are. */
    String run(Input input) throws Exception;
  }

  /**
   * @param requests topic of queries with all their candidates
   * @param pairs topic of the same as pairs
   */
  private record Input(List<JsonNode> queries, String requests, String pairs) {
    int size() {
      return queries.stream().mapToInt(query -> query.get("candidates").size()).sum();
    }
  }

  @Test
  void sqlKeepsUpWithTheJob() throws Exception {
    List<JsonNode> log = new ArrayList<>();
    for (String line : Files.readAllLines(LOG)) {
      log.add(MAPPER.readTree(line));
    }
    log = log.subList(0, Math.min(QUERIES, log.size()));
    Input small = input(log.subList(0, log.size() / 4));
    Input large = input(log);
    Map<String, Contestant> contestants = new LinkedHashMap<>();
    contestants.put("job", SqlBenchmark::job);
    contestants.put("ML_PREDICT, candidates", input -> predict(input, TUNED));
    contestants.put("RERANK", input -> rerank(input, TUNED));
    contestants.put("ML_PREDICT, pairs", input -> pairs(input, TUNED, ""));
    contestants.put("ML_PREDICT, pairs, Flink's defaults", in -> pairs(in, FLINKS_DEFAULT, ""));
    contestants.put(
        "ML_PREDICT, pairs, a row a run", in -> pairs(in, TUNED, ", 'batch.max-rows' = '1'"));

    Map<String, List<Double>> pairsPerSecond = new TreeMap<>();
    for (Contestant contestant : contestants.values()) {
      contestant.run(small);
    }
    Map<String, String> results = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, Contestant> contestant : contestants.entrySet()) {
        long start = System.nanoTime();
        contestant.getValue().run(small);
        long middle = System.nanoTime();
        results.put(contestant.getKey(), contestant.getValue().run(large));
        double seconds = (System.nanoTime() - middle - (middle - start)) / 1e9;
        pairsPerSecond
            .computeIfAbsent(contestant.getKey(), key -> new ArrayList<>())
            .add((large.size() - small.size()) / seconds);
      }
      pairsPerSecond.computeIfAbsent("raw, batches", k -> new ArrayList<>()).add(raw(large, 64));
      pairsPerSecond
          .computeIfAbsent("raw, a pair a run", k -> new ArrayList<>())
          .add(raw(large, 1));
    }
    pairsPerSecond.forEach(
        (name, speeds) ->
            System.out.printf(
                "%-40s %7.0f pairs/s, %.3f of the job %s%n",
                name,
                median(speeds),
                median(speeds) / median(pairsPerSecond.get("job")),
                speeds.stream().map(Math::round).toList()));
    System.out.printf(
        "what batches gain: raw %.2f, SQL %.2f%n",
        median(pairsPerSecond.get("raw, batches"))
            / median(pairsPerSecond.get("raw, a pair a run")),
        median(pairsPerSecond.get("ML_PREDICT, pairs"))
            / median(pairsPerSecond.get("ML_PREDICT, pairs, a row a run")));
    Map<String, Double> job = scoresOfJob(results.remove("job"));
    results.forEach((name, topic) -> assertSame(name, job, scores(topic)));
    System.out.printf("scores and rankings of %d pairs are the job's%n", job.size() / 2);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  // ------------------------------------------------------------------ input

  private static Input input(List<JsonNode> queries) throws Exception {
    String requests = KAFKA.topics().create("requests", 2, Map.of());
    String pairs = KAFKA.topics().create("pairs", 2, Map.of());
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (JsonNode query : queries) {
      byte[] key = query.get("query_id").asText().getBytes(UTF_8);
      messages.add(new ProducerRecord<>(requests, key, MAPPER.writeValueAsBytes(query)));
      for (JsonNode candidate : query.get("candidates")) {
        ObjectNode pair = MAPPER.createObjectNode();
        pair.set("query_id", query.get("query_id"));
        pair.set("query", query.get("query"));
        pair.set("doc_id", candidate.get("doc_id"));
        pair.set("document", candidate.get("text"));
        messages.add(new ProducerRecord<>(pairs, key, MAPPER.writeValueAsBytes(pair)));
      }
    }
    KAFKA.topics().send(messages);
    return new Input(queries, requests, pairs);
  }

  // ------------------------------------------------------------------ contestants

  private static String job(Input input) throws Exception {
    String results = KAFKA.topics().create("results");
    List<String> options =
        List.of(
            "kafka.bootstrap-servers=" + KAFKA.bootstrapServers(),
            "kafka.topics.requests=" + input.requests(),
            "kafka.topics.results=" + results,
            "kafka.topics.dead-letters=" + KAFKA.topics().create("dead-letters"),
            "kafka.transactional-id-prefix=" + results,
            "kafka.starting-offsets=earliest",
            "kafka.bounded=true",
            "rerank.model.uri=" + MODEL,
            "rerank.score-cache.size=0",
            "rerank.parallelism=2",
            "rerank.checkpoint.interval=1 s");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    RerankPipeline.build(
        env, SettingsFactory.job(ConfigurationLoader.load(null, options, Map.of())));
    env.execute();
    KAFKA.topics().awaitSettled(results);
    return results;
  }

  private static String predict(Input input, String rows) throws Exception {
    return insert(
        rows,
        requests(input),
        """
        CREATE MODEL ranked INPUT (query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>)
        OUTPUT (doc_id STRING, `rank` INT, score DOUBLE)
        WITH ('provider' = 'riverrank', 'model.uri' = '%s', 'score-cache.size' = '0');
        """
            .formatted(MODEL),
        "SELECT query_id, doc_id, `rank`, score FROM ML_PREDICT(TABLE input, MODEL ranked,"
            + " DESCRIPTOR(query, candidates))");
  }

  private static String rerank(Input input, String rows) throws Exception {
    return insert(
        rows,
        requests(input),
        "LOAD MODULE riverrank WITH ('model.uri' = '%s', 'score-cache.size' = '0');"
            .formatted(MODEL),
        "SELECT query_id, doc_id, `rank`, score FROM input CROSS JOIN UNNEST(RERANK(query,"
            + " candidates)) AS t (doc_id, `rank`, score, logit, original_rank, truncated, error)");
  }

  private static String pairs(Input input, String rows, String option) throws Exception {
    return insert(
        rows,
        source("query_id STRING, query STRING, doc_id STRING, document STRING", input.pairs()),
        """
        CREATE MODEL scored INPUT (query STRING, document STRING) OUTPUT (score DOUBLE)
        WITH ('provider' = 'riverrank', 'model.uri' = '%s', 'score-cache.size' = '0'%s);
        """
            .formatted(MODEL, option),
        "SELECT query_id, doc_id, CAST(NULL AS INT), score FROM ML_PREDICT(TABLE input, MODEL"
            + " scored, DESCRIPTOR(query, document))");
  }

  private static String insert(String rows, String source, String model, String query)
      throws Exception {
    String results = KAFKA.topics().create("results");
    new SqlSession(
            Map.of(
                "parallelism.default",
                "2",
                "execution.checkpointing.interval",
                "1 s",
                "table.exec.async-ml-predict.max-concurrent-operations",
                rows,
                "table.exec.async-scalar.max-concurrent-operations",
                rows))
        .run(source)
        .run(
            """
            CREATE TABLE output (query_id STRING, doc_id STRING, `rank` INT, score DOUBLE)
            WITH ('connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
              'sink.delivery-guarantee' = 'exactly-once', 'sink.transactional-id-prefix' = '%s',
              'properties.transaction.timeout.ms' = '600000', 'format' = 'json');
            """
                .formatted(results, KAFKA.bootstrapServers(), results))
        .run(model)
        .insert("INSERT INTO output " + query);
    KAFKA.topics().awaitSettled(results);
    return results;
  }

  private static String requests(Input input) {
    return source(
        "query_id STRING, query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>",
        input.requests());
  }

  private static String source(String columns, String topic) {
    return """
    CREATE TABLE input (%s)
    WITH ('connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
      'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset',
      'format' = 'json');
    """
        .formatted(columns, topic, KAFKA.bootstrapServers());
  }

  /** Pairs a second of the model alone, with one caller a core. */
  private static double raw(Input input, int rows) throws Exception {
    List<TextPair> pairs = new ArrayList<>();
    for (JsonNode query : input.queries()) {
      for (JsonNode candidate : query.get("candidates")) {
        pairs.add(new TextPair(query.get("query").asText(), candidate.get("text").asText()));
      }
    }
    try (CrossEncoder model =
        CrossEncoder.load(
            ModelSettings.of(MODEL), TestSettings.cpu(0), new BatchSettings(512, rows, 0))) {
      long start = System.nanoTime();
      model.predict(pairs);
      return pairs.size() / ((System.nanoTime() - start) / 1e9);
    }
  }

  // ------------------------------------------------------------------ results

  /** By query id, a space, and doc id; in order of rank within a query. */
  private static Map<String, Double> scoresOfJob(String topic) throws Exception {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (var message : KAFKA.topics().read(topic)) {
      JsonNode result = MAPPER.readTree(message.value());
      for (JsonNode ranked : result.get("results")) {
        String key = result.get("query_id").asText() + " " + ranked.get("doc_id").asText();
        scores.put(key, ranked.get("score").asDouble());
        scores.put(key + " rank", ranked.get("rank").asDouble());
      }
    }
    return scores;
  }

  private static Map<String, Double> scores(String topic) {
    Map<String, Double> scores = new LinkedHashMap<>();
    try {
      for (var message : KAFKA.topics().read(topic)) {
        JsonNode row = MAPPER.readTree(message.value());
        String key = row.get("query_id").asText() + " " + row.get("doc_id").asText();
        scores.put(key, row.get("score").asDouble());
        if (!row.get("rank").isNull()) {
          scores.put(key + " rank", row.get("rank").asDouble());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scores;
  }

  private static void assertSame(
      String name, Map<String, Double> expected, Map<String, Double> actual) {
    boolean ranks = actual.keySet().stream().anyMatch(key -> key.endsWith(" rank"));
    expected.forEach(
        (key, value) -> {
          if (ranks || !key.endsWith(" rank")) {
            assertThat(actual.get(key)).as(name + ": " + key).isCloseTo(value, within(1e-5));
          }
        });
  }
}
