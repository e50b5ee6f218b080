package io.riverrank.job.backfill.source;

import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.QueryEvent;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** Gives the lines of a run the text of their query; those that come before it wait. */
final class QueryText extends KeyedCoProcessFunction<String, QueryEvent, QueryEvent, QueryEvent> {

  private static final long serialVersionUID = 1;

  private final int maxChars;
  private transient ValueState<String> text;
  private transient ListState<QueryEvent> waiting;

  QueryText(int maxChars) {
    this.maxChars = maxChars;
  }

  @Override
  public void open(OpenContext context) {
    text = getRuntimeContext().getState(new ValueStateDescriptor<>("text", Types.STRING));
    waiting =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("waiting", RiverrankTypes.QUERY_EVENT));
  }

  @Override
  public void processElement1(QueryEvent query, Context context, Collector<QueryEvent> out)
      throws Exception {
    if (text.value() != null) {
      refuse(context, query, DeadLetterCode.DUPLICATE_TEXT, "was among the queries before");
      return;
    }
    text.update(query.query());
    for (QueryEvent line : waiting.get()) {
      pass(line, query.query(), context, out);
    }
    waiting.clear();
  }

  @Override
  public void processElement2(QueryEvent line, Context context, Collector<QueryEvent> out)
      throws Exception {
    String known = text.value();
    if (known == null) {
      waiting.add(line);
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    } else {
      pass(line, known, context, out);
    }
  }

  private void pass(QueryEvent line, String query, Context context, Collector<QueryEvent> out) {
    if (query.length() > maxChars) {
      refuse(
          context,
          line,
          DeadLetterCode.TEXT_TOO_LONG,
          "has a text of more than the %d characters of rerank.limits.text-chars"
              .formatted(maxChars));
      return;
    }
    out.collect(
        new QueryEvent(
            line.queryId(),
            query,
            line.eventTimeMs(),
            null,
            null,
            false,
            line.candidates(),
            List.of(),
            line.candidateCount(),
            0,
            line.source()));
  }

  /** At the end of the input. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<QueryEvent> out)
      throws Exception {
    for (QueryEvent line : waiting.get()) {
      refuse(context, line, DeadLetterCode.MISSING_TEXT, "is not among the queries");
    }
    waiting.clear();
  }

  private static void refuse(
      Context context, QueryEvent event, DeadLetterCode code, String reason) {
    context.output(
        TrecLineParser.DEAD_LETTERS,
        new DeadLetter(code, "query_id %s %s".formatted(event.queryId(), reason), event.source()));
  }
}
