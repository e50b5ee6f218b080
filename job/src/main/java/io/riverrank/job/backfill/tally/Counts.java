package io.riverrank.job.backfill.tally;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * Counts of an operator that are as exact after a restart as without one: in each checkpoint, and
 * shown as the job's accumulators. Their sums over subtasks hold at any parallelism.
 */
public final class Counts {

  /** What the source made of the files: each is a request or a dead letter. */
  public static final String RECORDS = "records";

  /** Of the input files, as they lie there. */
  public static final String READ_BYTES = "read-bytes";

  /** Candidates in the requests that were read. */
  public static final String REQUESTED = "candidates-requested";

  private final RuntimeContext context;
  private final Map<String, LongCounter> counters = new HashMap<>();
  private ListState<Tuple2<String, Long>> saved;

  public Counts(RuntimeContext context) {
    this.context = context;
  }

  /** To be called when the operator's state is there. */
  public void initialize(OperatorStateStore store) throws Exception {
    saved =
        store.getListState(
            new ListStateDescriptor<>("counts", Types.TUPLE(Types.STRING, Types.LONG)));
    for (Tuple2<String, Long> count : saved.get()) {
      add(count.f0, count.f1);
    }
  }

  public void add(String name, long count) {
    counters
        .computeIfAbsent(
            name,
            key -> {
              LongCounter counter = new LongCounter();
              context.addAccumulator(key, counter);
              return counter;
            })
        .add(count);
  }

  public long get(String name) {
    LongCounter counter = counters.get(name);
    return counter == null ? 0 : counter.getLocalValuePrimitive();
  }

  /** To be called in each checkpoint. */
  public void snapshot() throws Exception {
    List<Tuple2<String, Long>> counts = new ArrayList<>();
    counters.forEach((name, counter) -> counts.add(Tuple2.of(name, counter.getLocalValue())));
    saved.update(counts);
  }
}
