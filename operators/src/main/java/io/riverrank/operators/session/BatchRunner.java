package io.riverrank.operators.session;

import io.riverrank.operators.batching.PaddingRule;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.util.List;

/** What runs a batch through the model; one for each calling thread. */
public interface BatchRunner extends AutoCloseable {

  /**
   * Pads the pairs to the shape that {@link PaddingRule} says and runs them at once.
   *
   * @param pairs at least one, all of the same prefix
   * @return what the graph gives, {@code [rows, labels]}, in order; may hold NaN or infinities
   * @throws SessionException if the run failed
   */
  float[][] run(List<TokenizedPair> pairs) throws SessionException;

  /** Makes a run that is under way fail soon; callable from any thread. */
  void terminate();

  @Override
  void close();
}
