package io.riverrank.job.monitor.source;

import io.riverrank.job.monitor.tally.MonitorCounts;
import io.riverrank.operators.monitoring.join.MonitorEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Judgements and interactions go on, dead letters aside. */
final class EvidenceSplit extends ProcessFunction<MonitorEvent, MonitorEvent.Evidence> {

  private static final long serialVersionUID = 1;

  private final String kind;
  private transient MonitorCounts counts;

  /**
   * @param kind what they are called
   */
  EvidenceSplit(String kind) {
    this.kind = kind;
  }

  @Override
  public void open(OpenContext context) {
    counts = new MonitorCounts(getRuntimeContext());
  }

  @Override
  public void processElement(
      MonitorEvent event, Context context, Collector<MonitorEvent.Evidence> out) {
    counts.read(kind);
    if (event instanceof MonitorEvent.Evidence evidence) {
      out.collect(evidence);
    } else if (event instanceof MonitorEvent.Refused refused) {
      context.output(MonitorSources.DEAD_LETTERS, refused.letter());
    }
  }
}
