package io.riverrank.job.kafka.source;

import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.SourceEvent;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Query events go on, dead letters aside. */
public final class EventSplit extends ProcessFunction<SourceEvent, QueryEvent> {

  private static final long serialVersionUID = 1;

  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("source-dead-letters", RiverrankTypes.DEAD_LETTER);

  @Override
  public void processElement(SourceEvent event, Context context, Collector<QueryEvent> out) {
    if (event instanceof QueryEvent query) {
      out.collect(query);
    } else {
      context.output(DEAD_LETTERS, (DeadLetter) event);
    }
  }
}
