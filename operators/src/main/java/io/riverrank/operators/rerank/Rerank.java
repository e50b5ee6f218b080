package io.riverrank.operators.rerank;

import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RerankResult;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** Reranking as a step of a DataStream program. */
public final class Rerank {

  /** Events that the operator can't take, by {@code getSideOutput}. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", RiverrankTypes.DEAD_LETTER);

  private Rerank() {}

  /**
   * Ranks the candidates of each query id. Results carry their event time as timestamp; watermarks
   * stay behind results that are still to come.
   *
   * @param requests with event time watermarks; need not be keyed
   */
  public static SingleOutputStreamOperator<RerankResult> rerank(
      DataStream<QueryEvent> requests, RerankSettings settings) {
    return requests
        .keyBy(QueryEvent::queryId)
        .transform(
            "Rerank",
            RiverrankTypes.RERANK_RESULT,
            new RerankOperatorFactory(settings, ScoringProvider.shared(settings)))
        .uid("rerank");
  }
}
