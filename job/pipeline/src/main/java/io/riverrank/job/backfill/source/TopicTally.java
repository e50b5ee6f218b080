package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.tally.Counts;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.SourceEvent;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Counts what comes from a topic. */
final class TopicTally extends AbstractStreamOperator<SourceEvent>
    implements OneInputStreamOperator<SourceEvent, SourceEvent>, BoundedOneInput {

  private static final long serialVersionUID = 1;
  private static final int RECORDS_BETWEEN_COUNTS = 100;

  private transient Counts counts;

  @Override
  public void open() throws Exception {
    super.open();
    counts = new Counts(output, RECORDS_BETWEEN_COUNTS);
  }

  @Override
  public void processElement(StreamRecord<SourceEvent> element) {
    counts.add(Counts.RECORDS, 1);
    counts.add(Counts.READ, 1);
    if (element.getValue() instanceof QueryEvent query) {
      counts.add(Counts.REQUESTED, query.candidates().size());
    }
    counts.tellIfDue();
    output.collect(element);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    counts.tell();
  }

  @Override
  public void endInput() {
    counts.tell();
  }
}
