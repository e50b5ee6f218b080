package io.riverrank.job.backfill.tally;

import io.riverrank.job.backfill.output.CountsFile;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.text.Counted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.Nullable;
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
 * <p>It also keeps to one model: where the files of a model change while a backfill is stopped, or
 * are others on another task manager, their first results fail the job before a checkpoint commits
 * one of them, whatever the client knows of these files.
 *
 * <p><b>Owned state.</b> All sums, shown as the job's accumulators while it runs; the fingerprint
 * of the newest result's model.
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
  private final boolean otherModels;
  private transient Map<String, LongCounter> counters;
  private transient ListState<Tuple2<String, Long>> saved;
  private transient ListState<String> savedModel;
  @Nullable private transient ModelInfo model;
  private transient int ended;
  private transient boolean written;

  Tally(ErrorLimit limit, CountsFile file, boolean otherModels) {
    this.limit = limit;
    this.file = file;
    this.otherModels = otherModels;
  }

  /**
   * @param counts of all operators
   * @param file for the sums at the end
   * @param otherModels whether results of another model than that of earlier ones are taken
   * @return the dead letters, as they came
   */
  public static SingleOutputStreamOperator<DeadLetter> add(
      DataStream<DeadLetter> deadLetters,
      DataStream<Tuple2<String, Long>> counts,
      ErrorLimit limit,
      CountsFile file,
      boolean otherModels) {
    return deadLetters
        .connect(counts)
        .transform("Count", RiverrankTypes.DEAD_LETTER, new Tally(limit, file, otherModels))
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
    String name = element.getValue().f0;
    if (name.startsWith(ResultTally.MODEL)) {
      checkModel(ResultTally.model(name));
    }
    add(name, element.getValue().f1);
    check();
  }

  private void checkModel(ModelInfo next) {
    if (model != null && !otherModels && !next.fingerprint().equals(model.fingerprint())) {
      throw new SuppressRestartsException(
          new OtherModelException(
              "the results so far are of model %s (%s), the next ones of %s (%s): its files are others than they were; put those back, say --resume to go on with these, or --overwrite to begin anew"
                  .formatted(model.name(), model.fingerprint(), next.name(), next.fingerprint())));
    }
    model = next;
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
              "%s came, more than --max-errors %s; the output is not complete: start again with a higher limit and it goes on"
                  .formatted(Counted.of(get(ERRORS), "dead letter"), limit)));
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
    savedModel =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("model", Types.STRING));
    model = savedModel(counters.keySet());
  }

  /** What is saved is its count's name; checkpoints of before have the counts only. */
  @Nullable
  private ModelInfo savedModel(Set<String> countNames) throws Exception {
    List<String> names = new ArrayList<>();
    savedModel.get().forEach(names::add);
    if (names.isEmpty()) {
      countNames.stream().filter(name -> name.startsWith(ResultTally.MODEL)).forEach(names::add);
    }
    return names.size() == 1 ? ResultTally.model(names.get(0)) : null;
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    saved.update(
        counters.entrySet().stream()
            .map(entry -> Tuple2.of(entry.getKey(), entry.getValue().getLocalValuePrimitive()))
            .toList());
    savedModel.update(model == null ? List.of() : List.of(ResultTally.countName(model)));
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
