package io.riverrank.operators.rerank;

import io.riverrank.operators.rollout.RolloutSettings;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.rollout.ControlMessage;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;

/** Makes one {@link ControlledRerankOperator} for each subtask. */
final class ControlledRerankOperatorFactory extends AbstractStreamOperatorFactory<RerankResult>
    implements TwoInputStreamOperatorFactory<QueryEvent, ControlMessage, RerankResult> {

  private final RerankSettings settings;
  private final RolloutSettings rollout;
  private final ScoringProvider.OfModel scoring;

  ControlledRerankOperatorFactory(
      RerankSettings settings, RolloutSettings rollout, ScoringProvider.OfModel scoring) {
    this.settings = settings;
    this.rollout = rollout;
    this.scoring = scoring;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends StreamOperator<RerankResult>> T createStreamOperator(
      StreamOperatorParameters<RerankResult> parameters) {
    return (T) new ControlledRerankOperator(parameters, settings, rollout, scoring);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return ControlledRerankOperator.class;
  }
}
