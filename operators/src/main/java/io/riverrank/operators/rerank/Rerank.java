package io.riverrank.operators.rerank;

import io.riverrank.operators.rollout.RolloutSettings;
import io.riverrank.operators.rollout.RolloutTypes;
import io.riverrank.operators.rollout.shadow.ShadowTypes;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.rollout.ControlMessage;
import io.riverrank.schemas.rollout.ModelStatus;
import io.riverrank.schemas.rollout.ShadowRanking;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** Reranking as a step of a DataStream program. */
public final class Rerank {

  /** Events that the operator can't take, by {@code getSideOutput}. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", RiverrankTypes.DEAD_LETTER);

  /** What commands came to, by {@code getSideOutput}. */
  public static final OutputTag<ModelStatus> MODEL_STATUS =
      new OutputTag<>("model-status", RolloutTypes.MODEL_STATUS);

  /** What a challenger in shadow makes of queries, by {@code getSideOutput}. */
  public static final OutputTag<ShadowRanking> SHADOW =
      new OutputTag<>("shadow", ShadowTypes.SHADOW_RANKING);

  private static final String NAME = "Rerank";
  private static final String UID = "rerank";

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
            NAME,
            RiverrankTypes.RERANK_RESULT,
            new RerankOperatorFactory(settings, ScoringProvider.shared(settings)))
        .uid(UID);
  }

  /**
   * The same with models that commands change while the job runs.
   *
   * @param commands from one task, in order; each subtask gets all of them. Flink takes no
   *     unaligned checkpoints of a step with such an input.
   */
  public static SingleOutputStreamOperator<RerankResult> rerank(
      DataStream<QueryEvent> requests,
      RerankSettings settings,
      DataStream<ControlMessage> commands,
      RolloutSettings rollout) {
    return requests
        .keyBy(QueryEvent::queryId)
        .connect(commands.broadcast())
        .transform(
            NAME,
            RiverrankTypes.RERANK_RESULT,
            new ControlledRerankOperatorFactory(
                settings, rollout, ScoringProvider.sharedByModel(settings, rollout)))
        .uid(UID);
  }
}
