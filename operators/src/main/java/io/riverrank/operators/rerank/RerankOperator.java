package io.riverrank.operators.rerank;

import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.rollout.GroupModels;
import io.riverrank.operators.rollout.RolloutState;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RerankResult;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Reranks with the one model that the settings name. */
final class RerankOperator extends RerankCore
    implements OneInputStreamOperator<QueryEvent, RerankResult>, BoundedOneInput {

  private final ScoringProvider provider;
  @Nullable private transient EarlyModel early;

  RerankOperator(
      StreamOperatorParameters<RerankResult> parameters,
      RerankSettings settings,
      ScoringProvider provider) {
    super(parameters, settings);
    this.provider = provider;
  }

  /**
   * Begins to open the model; the operators behind this one and its state are opened first.
   *
   * @param cancelables of the task, which end what is under way with it
   */
  void openEarly(CloseableRegistry cancelables) {
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    early =
        new EarlyModel(
            () -> newMailer().open(listener -> provider.open(getRuntimeContext(), listener)),
            "riverrank-load-" + subtask);
    try {
      cancelables.registerCloseable(early);
    } catch (IOException e) {
      throw new CancellationException("the task ends");
    }
    early.start();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    if (context.getOperatorStateStore().getRegisteredStateNames().contains(RolloutState.NAME)) {
      throw new SuppressRestartsException(
          new ModelException(
              "the state was taken with a control topic, whose models the queries in it have; set"
                  + " kafka.topics.control as before"));
    }
  }

  @Override
  GroupModels openModels() throws Exception {
    try {
      return new OneModel(early.take());
    } catch (ModelException e) {
      throw UnusableModel.toThrow(e);
    }
  }

  @Override
  public void processElement(StreamRecord<QueryEvent> element) throws Exception {
    process(element.getValue());
  }

  @Override
  public void endInput() throws Exception {
    endRequests();
  }

  @Override
  public void close() throws Exception {
    try {
      super.close();
    } finally {
      if (early != null) {
        early.close();
        early.awaitEnd();
      }
    }
  }
}
