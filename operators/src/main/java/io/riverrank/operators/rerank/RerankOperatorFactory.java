package io.riverrank.operators.rerank;

import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RerankResult;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.tasks.StreamTask;

/** Makes one {@link RerankOperator} for each subtask. */
final class RerankOperatorFactory extends AbstractStreamOperatorFactory<RerankResult>
    implements OneInputStreamOperatorFactory<QueryEvent, RerankResult> {

  private final RerankSettings settings;
  private final ScoringProvider scoring;

  RerankOperatorFactory(RerankSettings settings, ScoringProvider scoring) {
    this.settings = settings;
    this.scoring = scoring;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends StreamOperator<RerankResult>> T createStreamOperator(
      StreamOperatorParameters<RerankResult> parameters) {
    RerankOperator operator = new RerankOperator(parameters, settings, scoring);
    StreamTask<?, ?> task = parameters.getContainingTask();
    // One that had finished before a restore is never opened.
    if (!task.getEnvironment().getTaskStateManager().isTaskDeployedAsFinished()) {
      operator.openEarly(task.getCancelables());
    }
    return (T) operator;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return RerankOperator.class;
  }
}
