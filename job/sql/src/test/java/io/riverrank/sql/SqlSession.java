package io.riverrank.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** SQL on the test's cluster, by the real planner. */
final class SqlSession {

  private static final TypeInformation<Row> CANDIDATE =
      Types.ROW_NAMED(new String[] {"doc_id", "text"}, Types.STRING, Types.STRING);

  private final StreamExecutionEnvironment streams;
  private final StreamTableEnvironment tables;

  SqlSession() {
    this(Map.of());
  }

  /**
   * @param configuration of Flink
   */
  SqlSession(Map<String, String> configuration) {
    streams =
        StreamExecutionEnvironment.getExecutionEnvironment(Configuration.fromMap(configuration));
    tables =
        StreamTableEnvironment.create(
            streams,
            EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withConfiguration(Configuration.fromMap(configuration))
                .build());
  }

  TableEnvironment tables() {
    return tables;
  }

  /** A view {@code pairs} of rows {@code (id, query, document)}. */
  SqlSession pairs(Row... rows) {
    return view("pairs", "document", Types.STRING, rows);
  }

  /** A view {@code searches} of rows {@code (id, query, candidates)}. */
  SqlSession searches(Row... rows) {
    return view("searches", "candidates", Types.OBJECT_ARRAY(CANDIDATE), rows);
  }

  private SqlSession view(String name, String last, TypeInformation<?> lastType, Row... rows) {
    TypeInformation<Row> type =
        Types.ROW_NAMED(new String[] {"id", "query", last}, Types.INT, Types.STRING, lastType);
    tables.createTemporaryView(name, tables.fromDataStream(streams.fromData(List.of(rows), type)));
    return this;
  }

  /** Runs statements that are ended by a semicolon at a line's end. */
  SqlSession run(String statements) {
    for (String statement : statements.split(";\\s*(\\n|$)")) {
      if (!statement.isBlank()) {
        tables.executeSql(statement);
      }
    }
    return this;
  }

  /** All rows of a query that ends. */
  List<Row> rows(String query) {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> iterator = tables.executeSql(query).collect()) {
      iterator.forEachRemaining(rows::add);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }

  Row row(String query) {
    List<Row> rows = rows(query);
    if (rows.size() != 1) {
      throw new AssertionError("expected one row, got " + rows);
    }
    return rows.get(0);
  }

  /** The physical and the execution plan. */
  String plan(String query) {
    String explained = tables.explainSql(query);
    return explained.substring(explained.indexOf("== Optimized Physical Plan =="));
  }

  /** Runs an INSERT or a statement set to its end. */
  void insert(String statement) throws Exception {
    tables.executeSql(statement).await();
  }

  /** The message at the bottom of what a query fails with. */
  static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
