package io.riverrank.job.commands;

import io.riverrank.schemas.rollout.ModelStatus;

/** Shows a command's answers. */
interface StatusOutput {

  /** One that says more than those before it came. */
  void answered(ModelStatus status);

  /** No more comes. */
  default void end() {}
}
