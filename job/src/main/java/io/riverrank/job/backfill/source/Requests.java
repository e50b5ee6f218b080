package io.riverrank.job.backfill.source;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What a source makes of the input.
 *
 * @param recordsRead how many records were read so far, now and then and at the end
 */
public record Requests(
    DataStream<QueryEvent> queries,
    DataStream<DeadLetter> deadLetters,
    DataStream<Long> recordsRead) {}
