package io.riverrank.job.backfill.source;

import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.QueryEvent;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gives the lines of a run the text of their query; those that come before it wait. Also counts the
 * documents of a query that have a text, so that its group waits for no other.
 *
 * <p><b>Owned state.</b> For each query: its text; the lines that wait for it; while its documents
 * come, how many are known, and the first line that can be scored. That line goes on last, with the
 * number of documents that can be scored, which nobody knows before.
 */
final class QueryText extends KeyedCoProcessFunction<String, QueryEvent, QueryEvent, QueryEvent> {

  private static final long serialVersionUID = 1;

  private final int maxChars;
  private transient ValueState<String> text;
  private transient ListState<QueryEvent> waiting;

  /** Documents that came or were refused, and those of them that came. */
  private transient ValueState<Tuple2<Integer, Integer>> documents;

  private transient ValueState<QueryEvent> first;

  QueryText(int maxChars) {
    this.maxChars = maxChars;
  }

  @Override
  public void open(OpenContext context) {
    text = getRuntimeContext().getState(new ValueStateDescriptor<>("text", Types.STRING));
    waiting =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("waiting", RiverrankTypes.QUERY_EVENT));
    documents =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("documents", Types.TUPLE(Types.INT, Types.INT)));
    first =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("first", RiverrankTypes.QUERY_EVENT));
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

  private void pass(QueryEvent line, String query, Context context, Collector<QueryEvent> out)
      throws Exception {
    if (query.length() > maxChars) {
      if (hasText(line)) {
        refuse(
            context,
            line,
            DeadLetterCode.TEXT_TOO_LONG,
            "has a text of more than the %d characters of rerank.limits.text-chars"
                .formatted(maxChars));
      }
    } else if (line.candidateCount() == null) {
      // One of lines that nobody counted, or of a document with another line to come.
      out.collect(member(line, query, null));
    } else {
      count(line, query, context, out);
    }
  }

  private void count(QueryEvent line, String query, Context context, Collector<QueryEvent> out)
      throws Exception {
    Tuple2<Integer, Integer> before = documents.value();
    int known = 1 + (before == null ? 0 : before.f0);
    int scorable = (hasText(line) ? 1 : 0) + (before == null ? 0 : before.f1);
    if (hasText(line) && scorable == 1) {
      first.update(line);
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    } else if (hasText(line)) {
      out.collect(member(line, query, null));
    }
    if (known < line.candidateCount()) {
      documents.update(Tuple2.of(known, scorable));
      return;
    }
    if (scorable > 0) {
      out.collect(member(first.value(), query, scorable));
      context.timerService().deleteEventTimeTimer(Long.MAX_VALUE);
    }
    documents.clear();
    first.clear();
  }

  /** Otherwise its document was refused, and is in the dead letters. */
  private static boolean hasText(QueryEvent line) {
    return !line.candidates().isEmpty();
  }

  private static QueryEvent member(QueryEvent line, String query, @Nullable Integer count) {
    return new QueryEvent(
        line.queryId(),
        query,
        line.eventTimeMs(),
        null,
        null,
        false,
        line.candidates(),
        List.of(),
        count,
        0,
        line.source());
  }

  /** At the end of the input. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<QueryEvent> out)
      throws Exception {
    for (QueryEvent line : waiting.get()) {
      if (hasText(line)) {
        refuse(context, line, DeadLetterCode.MISSING_TEXT, "is not among the queries");
      }
    }
    waiting.clear();
    if (first.value() != null) {
      // Its other lines were counted by a release that didn't tell of those it refused.
      out.collect(member(first.value(), text.value(), null));
      first.clear();
      documents.clear();
    }
  }

  private static void refuse(
      Context context, QueryEvent event, DeadLetterCode code, String reason) {
    context.output(
        TrecLineParser.DEAD_LETTERS,
        new DeadLetter(code, "query_id %s %s".formatted(event.queryId(), reason), event.source()));
  }
}
