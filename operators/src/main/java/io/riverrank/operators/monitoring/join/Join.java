package io.riverrank.operators.monitoring.join;

import io.riverrank.schemas.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** Joins as steps of a DataStream program. */
public final class Join {

  /** Judgements and interactions that no result has, by {@code getSideOutput}. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS = EvidenceJoin.DEAD_LETTERS;

  private Join() {}

  /** Joins what names the query id. */
  public static SingleOutputStreamOperator<JoinedResult> byQueryId(
      DataStream<JoinedResult> results,
      DataStream<MonitorEvent.Evidence> evidence,
      JoinSettings settings) {
    return results
        .keyBy(result -> result.result().queryId())
        .connect(evidence.keyBy(MonitorEvent.Evidence::key))
        .transform("Join by query id", MonitorTypes.JOINED_RESULT, new EvidenceJoin(settings))
        .uid("monitor-join-query-id");
  }

  /** Joins what names the query's text. */
  public static SingleOutputStreamOperator<JoinedResult> byQuery(
      DataStream<JoinedResult> results,
      DataStream<MonitorEvent.Evidence> evidence,
      JoinSettings settings) {
    return results
        .keyBy(result -> result.result().query())
        .connect(evidence.keyBy(MonitorEvent.Evidence::key))
        .transform("Join by query", MonitorTypes.JOINED_RESULT, new EvidenceJoin(settings))
        .uid("monitor-join-query");
  }
}
