package io.riverrank.job.backfill.tally;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Counts of an operator on their way to {@link Tally}, which adds them up.
 *
 * <p>They have to be told before each checkpoint's barrier and at the end: then an operator needs
 * no state for them, and no count is lost with subtasks that are finished or fewer after a restart.
 */
public final class Counts {

  /** Increments by name. */
  public static final OutputTag<Tuple2<String, Long>> COUNTS =
      new OutputTag<>("counts", Types.TUPLE(Types.STRING, Types.LONG));

  /** What the source made of the input: each is a request or a dead letter. */
  public static final String RECORDS = "records";

  /** Bytes of the input files as they lie there, or messages of the input topic. */
  public static final String READ = "read";

  /** Candidates in the requests that were read. */
  public static final String REQUESTED = "candidates-requested";

  private final Output<?> output;
  private final int elementsBetween;
  private final Map<String, Long> untold = new HashMap<>();
  private int elements;

  /**
   * @param output of the operator that counts
   * @param elementsBetween how many elements are counted before their counts are told
   */
  public Counts(Output<?> output, int elementsBetween) {
    this.output = output;
    this.elementsBetween = elementsBetween;
  }

  public void add(String name, long count) {
    untold.merge(name, count, Long::sum);
  }

  /** To be called once for each element. */
  public void tellIfDue() {
    if (++elements == elementsBetween) {
      tell();
    }
  }

  /** Sends what came since the last time. */
  public void tell() {
    untold.forEach(
        (name, count) -> output.collect(COUNTS, new StreamRecord<>(Tuple2.of(name, count))));
    untold.clear();
    elements = 0;
  }
}
