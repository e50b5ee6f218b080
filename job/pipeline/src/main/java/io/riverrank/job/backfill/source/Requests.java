package io.riverrank.job.backfill.source;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What a source makes of the input.
 *
 * @param counts of the source, for the tally
 */
public record Requests(
    DataStream<QueryEvent> queries,
    DataStream<DeadLetter> deadLetters,
    DataStream<Tuple2<String, Long>> counts) {}
