package io.riverrank.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.broker.testing.KafkaExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.table.annotation.ArgumentHint;
import org.apache.flink.table.annotation.ArgumentTrait;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ProcessTableFunction;
import org.apache.flink.types.Row;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The recipe of docs/sql.md for the members of a query that arrive one by one. */
class GroupsITCase {

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
  @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

  private static final String RANK =
      """
      CREATE MODEL rank_all INPUT (query STRING, candidates ARRAY<ROW<doc_id STRING, text STRING>>)
      OUTPUT (doc_id STRING, `rank` INT) WITH ('provider' = 'riverrank', 'model.uri' = 'bundled');
      CREATE VIEW searches AS
      SELECT query_id, MIN(query) AS query,
        ARRAY_AGG(CAST(ROW(doc_id, text) AS ROW<doc_id STRING, text STRING>)) AS candidates
      FROM TABLE(SESSION(TABLE members PARTITION BY query_id, DESCRIPTOR(ts), INTERVAL '10' SECOND))
      GROUP BY query_id, window_start, window_end;
      """;

  private static SqlSession members(String... messages) throws Exception {
    String topic = KAFKA.topics().create("members");
    KAFKA
        .topics()
        .send(
            Stream.of(messages)
                .map(message -> new ProducerRecord<byte[], byte[]>(topic, message.getBytes(UTF_8)))
                .toList());
    // Two sources would have two watermarks, one of which comes when it likes.
    return new SqlSession(Map.of("parallelism.default", "1"))
        .run(
            """
            CREATE TABLE members (query_id STRING, query STRING, doc_id STRING, text STRING,
              ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND)
            WITH ('connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
              'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset',
              'scan.watermark.emit.strategy' = 'on-event', 'format' = 'json',
              'json.timestamp-format.standard' = 'ISO-8601');
            """
                .formatted(topic, KAFKA.bootstrapServers()))
        .run(RANK);
  }

  private static String member(String queryId, String docId, String text, int second) {
    return """
    {"query_id":"%s","query":"bread","doc_id":"%s","text":"%s","ts":"2026-03-01T12:%02d:%02dZ"}"""
        .formatted(queryId, docId, text, second / 60, second % 60);
  }

  private static final String[] MESSAGES = {
    member("q1", "a", "rent", 0),
    member("q2", "c", "bread", 1),
    member("q1", "b", "bread prices", 3),
    member("q3", "d", "rent", 100),
    member("q1", "late", "bread", 4)
  };

  @Test
  void membersOfASessionAreRankedTogether() throws Exception {
    List<Row> rows =
        members(MESSAGES)
            .rows(
                "SELECT query_id, doc_id, `rank` FROM ML_PREDICT(TABLE searches, MODEL rank_all,"
                    + " DESCRIPTOR(query, candidates))");

    assertThat(rows)
        .containsExactlyInAnyOrder(
            Row.of("q1", "b", 1), Row.of("q1", "a", 2), Row.of("q2", "c", 1), Row.of("q3", "d", 1));
  }

  /** Pins: a late row is in no window, and only a query before the window can tell. */
  @Test
  void whatTheWindowDropsIsCountedBefore() throws Exception {
    List<Row> late =
        members(MESSAGES)
            .rows("SELECT query_id, doc_id FROM members WHERE ts <= CURRENT_WATERMARK(ts)");

    assertThat(late).containsExactly(Row.of("q1", "late"));
  }

  /**
   * Pins: in Flink 2.2 a process table function with on_time never sees a late row; 2.3 shows it.
   */
  @Test
  void aProcessTableFunctionMayNeverSeeALateRow() throws Exception {
    SqlSession sql = members(MESSAGES);
    sql.tables().createTemporarySystemFunction("DOC_IDS", DocIds.class);
    boolean dropsLateRows = EnvironmentInformation.getVersion().startsWith("2.2");

    assertThat(
            sql.rows(
                "SELECT doc_id FROM DOC_IDS(members => TABLE members PARTITION BY query_id, on_time"
                    + " => DESCRIPTOR(ts))"))
        .containsAll(Stream.of("a", "b", "c", "d").map(Row::of).toList())
        .hasSize(dropsLateRows ? MESSAGES.length - 1 : MESSAGES.length);
  }

  /** Gives the doc_id of each row that it sees. */
  @DataTypeHint("ROW<doc_id STRING>")
  public static final class DocIds extends ProcessTableFunction<Row> {
    public void eval(
        @ArgumentHint(
                value = {ArgumentTrait.SET_SEMANTIC_TABLE, ArgumentTrait.REQUIRE_ON_TIME},
                name = "members")
            Row members) {
      collect(Row.of(members.getField("doc_id")));
    }
  }
}
