package io.riverrank.operators.scoring;

import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.session.BatchRunner;
import io.riverrank.operators.session.CrossEncoderSession;
import io.riverrank.operators.session.SessionException;
import io.riverrank.operators.tokenizer.PairTokenizer;
import io.riverrank.operators.tokenizer.TokenizedPair;
import io.riverrank.operators.tokenizer.TokenizerException;
import java.nio.file.Path;
import java.util.List;

/** The first run of a model that was just loaded. */
public final class WarmUp {

  private WarmUp() {}

  /**
   * Runs one pair.
   *
   * @return that pair
   * @throws ModelException if there is no finite score
   */
  public static TokenizedPair run(CrossEncoderSession session, PairTokenizer tokenizer) {
    try (BatchRunner runner = session.newRunner()) {
      return run(runner, tokenizer, session.model().onnxFile());
    } catch (ModelException e) {
      throw session.device().explain(session.model(), e);
    }
  }

  /**
   * @return the pair that was scored
   * @throws ModelException if there is no finite score; transient where ONNX Runtime blames the
   *     machine, as in a job that restarts while its model fails
   */
  static TokenizedPair run(BatchRunner runner, PairTokenizer tokenizer, Path onnxFile) {
    try {
      TokenizedPair pair = tokenizer.encode("warm-up query", "warm-up document");
      float[] outputs = runner.run(List.of(pair))[0];
      for (float output : outputs) {
        if (!Float.isFinite(output)) {
          throw new ModelException(
              "%s gives %s for a plain pair; export it again".formatted(onnxFile, output));
        }
      }
      return pair;
    } catch (SessionException e) {
      if (e.mayPass()) {
        throw ModelException.mayPass(
            "%s does not run now: %s".formatted(onnxFile, e.getMessage()), e);
      }
      throw doesNotFit(onnxFile, e);
    } catch (TokenizerException e) {
      throw doesNotFit(onnxFile, e);
    }
  }

  private static ModelException doesNotFit(Path onnxFile, Exception cause) {
    return new ModelException(
        "%s does not run with its tokenizer: %s".formatted(onnxFile, cause.getMessage()), cause);
  }
}
