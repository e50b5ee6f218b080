package io.riverrank.tools.gpu.step;

import io.riverrank.tools.gpu.result.StepReport;

/** One question to the GPU. */
public interface CheckStep {

  /**
   * Reports each finding as soon as it is there.
   *
   * @throws io.riverrank.operators.model.ModelException if the GPU or a model can't be used
   */
  void run(CheckSettings settings, StepReport report) throws Exception;
}
