package io.riverrank.job.monitor.source;

import io.riverrank.job.monitor.tally.MonitorCounts;
import io.riverrank.operators.monitoring.join.JoinedResult;
import io.riverrank.operators.monitoring.join.MonitorEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Results go on, dead letters aside. */
final class ResultSplit extends ProcessFunction<MonitorEvent, JoinedResult> {

  private static final long serialVersionUID = 1;

  private transient MonitorCounts counts;

  @Override
  public void open(OpenContext context) {
    counts = new MonitorCounts(getRuntimeContext());
  }

  @Override
  public void processElement(MonitorEvent event, Context context, Collector<JoinedResult> out) {
    counts.read("results");
    if (event instanceof MonitorEvent.Result result) {
      out.collect(JoinedResult.of(result));
    } else if (event instanceof MonitorEvent.Refused refused) {
      context.output(MonitorSources.DEAD_LETTERS, refused.letter());
    }
  }
}
