package io.riverrank.job.backfill.source;

import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.QueryEvent;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gives the lines of a run the text of their document, which is in state for each doc_id. A line
 * that is refused goes on, too, without a candidate, where somebody counts on it.
 */
final class DocumentText extends KeyedProcessFunction<String, QueryEvent, QueryEvent> {

  private static final long serialVersionUID = 1;

  private final int maxChars;
  private transient ValueState<String> text;

  DocumentText(int maxChars) {
    this.maxChars = maxChars;
  }

  @Override
  public void open(OpenContext context) {
    text = getRuntimeContext().getState(new ValueStateDescriptor<>("text", Types.STRING));
  }

  @Override
  public void processElement(QueryEvent event, Context context, Collector<QueryEvent> out)
      throws Exception {
    Candidate candidate = event.candidates().get(0);
    String known = text.value();
    if (event.queryId().isEmpty()) {
      if (known == null) {
        text.update(candidate.text());
      } else {
        refuse(context, event, DeadLetterCode.DUPLICATE_TEXT, "was in the corpus before");
      }
    } else if (known == null) {
      refuse(context, event, DeadLetterCode.MISSING_TEXT, "is not in the corpus");
      tell(event, out);
    } else if (known.length() > maxChars) {
      refuse(
          context,
          event,
          DeadLetterCode.TEXT_TOO_LONG,
          "has a text of more than the %d characters of rerank.limits.text-chars"
              .formatted(maxChars));
      tell(event, out);
    } else {
      out.collect(
          with(
              event,
              List.of(
                  new Candidate(
                      candidate.docId(),
                      known,
                      candidate.originalRank(),
                      candidate.originalScore(),
                      candidate.label()))));
    }
  }

  private static void tell(QueryEvent refused, Collector<QueryEvent> out) {
    if (refused.candidateCount() != null) {
      out.collect(with(refused, List.of()));
    }
  }

  private static void refuse(
      Context context, QueryEvent event, DeadLetterCode code, String reason) {
    String docId = event.candidates().get(0).docId();
    context.output(
        TrecLineParser.DEAD_LETTERS,
        new DeadLetter(code, "doc_id %s %s".formatted(docId, reason), event.source()));
  }

  private static QueryEvent with(QueryEvent line, List<Candidate> candidates) {
    return new QueryEvent(
        line.queryId(),
        line.query(),
        line.eventTimeMs(),
        null,
        null,
        false,
        candidates,
        List.of(),
        line.candidateCount(),
        0,
        line.source());
  }
}
