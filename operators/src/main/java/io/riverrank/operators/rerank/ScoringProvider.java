package io.riverrank.operators.rerank;

import io.riverrank.operators.scoring.GpuAssignment;
import io.riverrank.operators.scoring.ScoreListener;
import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.operators.scoring.SharedScoring;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.RerankSettings;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;

/** Where a subtask gets its scores from. */
interface ScoringProvider extends Serializable {

  ScoringHandle open(RuntimeContext context, ScoreListener listener)
      throws IOException, InterruptedException;

  /** The job's one copy of the model in this JVM, on the GPU that is this subtask's turn. */
  static ScoringProvider shared(RerankSettings settings) {
    return (context, listener) -> {
      ExecutionSettings execution =
          GpuAssignment.assign(
              settings.execution(),
              context::getExternalResourceInfos,
              context.getTaskInfo().getIndexOfThisSubtask());
      return SharedScoring.open(
          context.getJobInfo().getJobId().toHexString(),
          settings.model(),
          execution,
          settings.batch(),
          settings.scoreCache(),
          listener);
    };
  }
}
