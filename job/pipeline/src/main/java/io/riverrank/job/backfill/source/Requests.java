package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.tally.Counts;
import io.riverrank.job.kafka.source.EventSplit;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.SourceEvent;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What a source makes of the input.
 *
 * @param counts of the source, for the tally
 */
public record Requests(
    DataStream<QueryEvent> queries,
    DataStream<DeadLetter> deadLetters,
    DataStream<Tuple2<String, Long>> counts) {

  /**
   * What an operator of one subtask read and counted, in its order.
   *
   * @param uid of the operator that splits dead letters off
   */
  static Requests of(SingleOutputStreamOperator<SourceEvent> events, String uid) {
    SingleOutputStreamOperator<QueryEvent> queries =
        events
            .process(new EventSplit())
            .returns(RiverrankTypes.QUERY_EVENT)
            .uid(uid)
            .name("Split off dead letters")
            .setParallelism(1)
            .setMaxParallelism(1);
    return new Requests(
        queries,
        queries.getSideOutput(EventSplit.DEAD_LETTERS),
        events.getSideOutput(Counts.COUNTS));
  }
}
