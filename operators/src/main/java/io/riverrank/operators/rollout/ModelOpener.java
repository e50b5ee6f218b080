package io.riverrank.operators.rollout;

import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.schemas.rollout.ModelReference;
import java.io.IOException;

/** Opens a subtask's handle of a model; loads the model if this task manager hasn't. */
public interface ModelOpener {

  /**
   * Takes as long as loading does.
   *
   * @param beside whether another model is in use, so that memory has to be checked first
   * @throws io.riverrank.operators.model.ModelException if the model can't be used
   * @throws IOException if its files can't be fetched now
   */
  ScoringHandle open(ModelReference model, boolean beside) throws IOException, InterruptedException;
}
