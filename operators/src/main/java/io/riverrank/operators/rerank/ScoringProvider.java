package io.riverrank.operators.rerank;

import io.riverrank.operators.rollout.MemoryCheck;
import io.riverrank.operators.rollout.RolloutSettings;
import io.riverrank.operators.scoring.GpuAssignment;
import io.riverrank.operators.scoring.ModelAdmission;
import io.riverrank.operators.scoring.ScoreListener;
import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.operators.scoring.SharedScoring;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.schemas.rollout.ModelReference;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.api.common.functions.RuntimeContext;

/** Where a subtask gets its scores from. */
interface ScoringProvider extends Serializable {

  ScoringHandle open(RuntimeContext context, ScoreListener listener)
      throws IOException, InterruptedException;

  /** Where a subtask that takes commands gets its scores from. */
  interface OfModel extends Serializable {

    /**
     * @param beside whether another model is in use, so that memory has to be checked first
     */
    ScoringHandle open(
        RuntimeContext context, ScoreListener listener, ModelReference model, boolean beside)
        throws IOException, InterruptedException;
  }

  /** The job's one copy of the model in this JVM, on the GPU that is this subtask's turn. */
  static ScoringProvider shared(RerankSettings settings) {
    return (context, listener) ->
        open(settings, settings.model(), context, listener, execution -> ModelAdmission.ANY);
  }

  /** The same for any model, which is read as the configured one is. */
  static OfModel sharedByModel(RerankSettings settings, RolloutSettings rollout) {
    return (context, listener, model, beside) ->
        open(
            settings,
            settings.model().withModel(model.uri(), model.file(), model.fingerprint()),
            context,
            listener,
            execution ->
                beside ? MemoryCheck.of(rollout.headroomBytes(), execution) : ModelAdmission.ANY);
  }

  private static ScoringHandle open(
      RerankSettings settings,
      ModelSettings model,
      RuntimeContext context,
      ScoreListener listener,
      Function<ExecutionSettings, ModelAdmission> admission)
      throws IOException, InterruptedException {
    ExecutionSettings execution =
        GpuAssignment.assign(
            settings.execution(),
            context::getExternalResourceInfos,
            context.getTaskInfo().getIndexOfThisSubtask());
    return SharedScoring.open(
        context.getJobInfo().getJobId().toHexString(),
        model,
        execution,
        settings.batch(),
        settings.scoreCache(),
        listener,
        admission.apply(execution));
  }
}
