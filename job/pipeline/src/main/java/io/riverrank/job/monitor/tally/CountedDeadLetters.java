package io.riverrank.job.monitor.tally;

import io.riverrank.schemas.DeadLetter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Counts dead letters on their way to the sink. */
public final class CountedDeadLetters extends RichMapFunction<DeadLetter, DeadLetter> {

  private static final long serialVersionUID = 1;

  private transient MonitorCounts counts;

  @Override
  public void open(OpenContext context) {
    counts = new MonitorCounts(getRuntimeContext());
  }

  @Override
  public DeadLetter map(DeadLetter letter) {
    counts.refused(letter);
    return letter;
  }
}
