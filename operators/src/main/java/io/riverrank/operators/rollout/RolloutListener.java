package io.riverrank.operators.rollout;

import javax.annotation.Nullable;

/** Who is told what becomes of a subtask's models, in its mailbox. */
public interface RolloutListener {

  /** A command came to something. */
  void answered(Answer answer);

  /**
   * What holds from now on, also where it did before. Handles that were opened beside another
   * challenger's are closed when this returns, since that one is freed then.
   *
   * @param trial null while no challenger is in shadow
   */
  void shadows(@Nullable ShadowTrial trial);
}
