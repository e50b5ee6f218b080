package io.riverrank.job.backfill.tally;

import io.riverrank.job.backfill.output.CountsFile;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
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
 * Adds up the counts of the whole job, counts dead letters by code on their way to the sink, and
 * fails the job where they are too many for the records that were read. One subtask, since the
 * limit is the job's.
 *
 * <p><b>Owned state.</b> All sums; shown as the job's accumulators while it runs.
 *
 * <p><b>Lifecycle.</b> When both inputs have ended, the next checkpoint that is whole writes the
 * sums to a file. So where there is the file and no checkpoint any more, the job has finished:
 * Flink deletes the newest checkpoint of a job for no other reason.
 */
public final class Tally extends AbstractStreamOperator<DeadLetter>
    implements TwoInputStreamOperator<DeadLetter, Tuple2<String, Long>, DeadLetter>,
        BoundedMultiInput {

  private static final long serialVersionUID = 1;
  private static final String ERRORS = "dead-letters";
  private static final int INPUTS = 2;

  /** Begin of the names that count the dead letters of one code. */
  public static final String CODE = "dead-letters ";

  private final ErrorLimit limit;
  private final CountsFile file;
  private transient Map<String, LongCounter> counters;
  private transient ListState<Tuple2<String, Long>> saved;
  private transient int ended;
  private transient boolean written;

  private Tally(ErrorLimit limit, CountsFile file) {
    this.limit = limit;
    this.file = file;
  }

  /**
   * @param counts of all operators
   * @param file for the sums at the end
   * @return the dead letters, as they came
   */
  public static SingleOutputStreamOperator<DeadLetter> add(
      DataStream<DeadLetter> deadLetters,
      DataStream<Tuple2<String, Long>> counts,
      ErrorLimit limit,
      CountsFile file) {
    return deadLetters
        .connect(counts)
        .transform("Count", RiverrankTypes.DEAD_LETTER, new Tally(limit, file))
        .uid("backfill-tally")
        .setParallelism(1)
        .setMaxParallelism(1);
  }

  @Override
  public void processElement1(StreamRecord<DeadLetter> element) {
    add(ERRORS, 1);
    add(CODE + element.getValue().code(), 1);
    output.collect(element);
    check();
  }

  @Override
  public void processElement2(StreamRecord<Tuple2<String, Long>> element) {
    add(element.getValue().f0, element.getValue().f1);
    check();
  }

  private void add(String name, long count) {
    counters
        .computeIfAbsent(
            name,
            key -> {
              LongCounter counter = new LongCounter();
              getRuntimeContext().addAccumulator(key, counter);
              return counter;
            })
        .add(count);
  }

  private long get(String name) {
    LongCounter counter = counters.get(name);
    return counter == null ? 0 : counter.getLocalValuePrimitive();
  }

  @Override
  public void endInput(int input) {
    ended++;
    check();
  }

  private void check() {
    if (limit.isExceeded(get(ERRORS), get(Counts.RECORDS), ended == INPUTS)) {
      throw new SuppressRestartsException(
          new TooManyErrorsException(
              "there are %d dead letters, more than --max-errors %s; the output is not complete: start again with a higher limit and it goes on"
                  .formatted(get(ERRORS), limit)));
    }
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    counters = new HashMap<>();
    saved =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("counts", Types.TUPLE(Types.STRING, Types.LONG)));
    for (Tuple2<String, Long> count : saved.get()) {
      add(count.f0, count.f1);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    saved.update(
        counters.entrySet().stream()
            .map(entry -> Tuple2.of(entry.getKey(), entry.getValue().getLocalValuePrimitive()))
            .toList());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    if (ended == INPUTS && !written) {
      Map<String, Long> sums = new TreeMap<>();
      counters.forEach((name, counter) -> sums.put(name, counter.getLocalValuePrimitive()));
      file.write(sums);
      written = true;
    }
  }
}
