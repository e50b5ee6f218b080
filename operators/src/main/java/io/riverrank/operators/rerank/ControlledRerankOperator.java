package io.riverrank.operators.rerank;

import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.rollout.Answer;
import io.riverrank.operators.rollout.GroupModels;
import io.riverrank.operators.rollout.RolloutListener;
import io.riverrank.operators.rollout.RolloutSettings;
import io.riverrank.operators.rollout.RolloutState;
import io.riverrank.operators.rollout.ShadowTrial;
import io.riverrank.operators.rollout.SubtaskModels;
import io.riverrank.operators.rollout.TaskManagerTally;
import io.riverrank.operators.rollout.shadow.Shadow;
import io.riverrank.operators.rollout.shadow.ShadowQuery;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.rollout.ControlMessage;
import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ModelStatus;
import io.riverrank.schemas.rollout.ShadowRanking;
import java.util.Arrays;
import javax.annotation.Nullable;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.metrics.scope.ScopeFormat;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Reranks with models that commands load, promote and forget.
 *
 * <p>Requests are the first input, commands the second, which has no event time: it neither holds
 * back nor advances watermarks, and is never idle nor busy.
 */
final class ControlledRerankOperator extends RerankCore
    implements TwoInputStreamOperator<QueryEvent, ControlMessage, RerankResult>,
        BoundedMultiInput,
        RolloutListener {
  private static final int REQUESTS = 1;

  private final MailboxExecutor mailbox;
  private final RerankSettings settings;
  private final RolloutSettings rollout;
  private final ScoringProvider.OfModel provider;

  private transient RolloutState rolloutState;
  private transient SubtaskModels models;
  private transient Shadow shadow;
  private transient TaskManagerTally tally;
  private transient boolean finished;

  ControlledRerankOperator(
      StreamOperatorParameters<RerankResult> parameters,
      RerankSettings settings,
      RolloutSettings rollout,
      ScoringProvider.OfModel provider) {
    super(parameters, settings);
    this.mailbox = parameters.getMailboxExecutor();
    this.settings = settings;
    this.rollout = rollout;
    this.provider = provider;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    rolloutState = new RolloutState(context.getOperatorStateStore());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    models.snapshot();
  }

  @Override
  GroupModels openModels() throws Exception {
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    tally =
        TaskManagerTally.open(getRuntimeContext().getJobInfo().getJobId().toHexString(), subtask);
    shadow = new Shadow(rollout.shadow(), mailbox, getMetricGroup(), this::collect);
    try {
      models =
          SubtaskModels.open(
              new ModelReference(
                  settings.model().uri(), settings.model().file(), settings.model().fingerprint()),
              rolloutState,
              rollout,
              (model, beside) ->
                  newMailer()
                      .open(
                          listener ->
                              provider.open(
                                  getRuntimeContext(),
                                  new ModelScores(listener, mailbox, this::survives),
                                  model,
                                  beside)),
              mailbox,
              getProcessingTimeService(),
              this,
              "riverrank-models-" + subtask);
      return models;
    } catch (ModelException e) {
      throw UnusableModel.toThrow(e);
    }
  }

  private boolean survives(Throwable cause) {
    return models.survives(cause);
  }

  @Override
  public void shadows(@Nullable ShadowTrial trial) {
    shadow.follow(trial);
  }

  @Override
  void emitted(RerankResult result, QueryGroup group, StoredCandidate[] candidates) {
    if (shadow.wants(result)) {
      shadow.offer(
          ShadowQuery.of(
              result,
              Arrays.stream(candidates).map(StoredCandidate::candidate).toList(),
              GroupResult.ties(group)));
    }
  }

  private void collect(ShadowRanking ranking, long eventTimeMs) {
    output.collect(Rerank.SHADOW, new StreamRecord<>(ranking, eventTimeMs));
  }

  @Override
  public void answered(Answer answer) {
    if (finished) {
      return;
    }
    ModelStatus status =
        new ModelStatus(
            answer.commandId(),
            answer.state(),
            answer.reason(),
            answer.model(),
            getMetricGroup().getAllVariables().get(ScopeFormat.SCOPE_TASKMANAGER_ID),
            tally.count(answer),
            getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
            getProcessingTimeService().getCurrentProcessingTime(),
            answer.models());
    output.collect(Rerank.MODEL_STATUS, new StreamRecord<>(status));
  }

  @Override
  public void processElement1(StreamRecord<QueryEvent> element) throws Exception {
    process(element.getValue());
  }

  @Override
  public void processElement2(StreamRecord<ControlMessage> element) {
    models.receive(element.getValue());
  }

  @Override
  public void processWatermark1(Watermark watermark) throws Exception {
    processWatermark(watermark);
  }

  @Override
  public void processWatermark2(Watermark watermark) {
    // Commands have no event time.
  }

  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int input) {
    if (input == REQUESTS - 1) {
      processWatermarkStatus(status);
    }
  }

  @Override
  public void endInput(int input) throws Exception {
    if (input == REQUESTS) {
      endRequests();
    }
  }

  /** What comes of loads and of the shadow later is written nowhere: Flink takes nothing more. */
  @Override
  public void finish() throws Exception {
    super.finish();
    shadow.close();
    finished = true;
  }

  @Override
  public void close() throws Exception {
    try {
      if (shadow != null) {
        shadow.close();
      }
      super.close();
    } finally {
      if (tally != null) {
        tally.close();
      }
    }
  }
}
