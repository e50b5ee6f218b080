package io.riverrank.job.backfill.tally;

import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts dead letters, by code, on their way to the sink, and fails the job where they are too many
 * for the records that were read. One subtask, since the limit is the job's.
 */
public final class DeadLetterTally extends AbstractStreamOperator<DeadLetter>
    implements TwoInputStreamOperator<DeadLetter, Long, DeadLetter>, BoundedMultiInput {

  private static final long serialVersionUID = 1;
  private static final String ERRORS = "dead-letters";
  private static final int INPUTS = 2;

  /** Begin of the names that count the dead letters of one code. */
  public static final String CODE = "dead-letters ";

  private final ErrorLimit limit;
  private transient Counts counts;
  private transient long records;
  private transient int ended;

  private DeadLetterTally(ErrorLimit limit) {
    this.limit = limit;
  }

  /**
   * @param records numbers of records read so far, now and then and at the end
   */
  public static SingleOutputStreamOperator<DeadLetter> add(
      DataStream<DeadLetter> deadLetters, DataStream<Long> records, ErrorLimit limit) {
    return deadLetters
        .connect(records)
        .transform("Count dead letters", RiverrankTypes.DEAD_LETTER, new DeadLetterTally(limit))
        .uid("backfill-dead-letter-tally")
        .setParallelism(1)
        .setMaxParallelism(1);
  }

  @Override
  public void processElement1(StreamRecord<DeadLetter> element) {
    counts.add(ERRORS, 1);
    counts.add(CODE + element.getValue().code(), 1);
    output.collect(element);
    check();
  }

  @Override
  public void processElement2(StreamRecord<Long> element) {
    records = Math.max(records, element.getValue());
    check();
  }

  @Override
  public void endInput(int input) {
    ended++;
    check();
  }

  private void check() {
    if (limit.isExceeded(counts.get(ERRORS), records, ended == INPUTS)) {
      throw new SuppressRestartsException(
          new TooManyErrorsException(
              "there are %d dead letters, more than --max-errors %s; the output is not complete: start again with a higher limit and it goes on"
                  .formatted(counts.get(ERRORS), limit)));
    }
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    counts = new Counts(getRuntimeContext());
    counts.initialize(context.getOperatorStateStore());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    counts.snapshot();
  }
}
