package io.riverrank.tools.bench;

import io.riverrank.operators.settings.Precision;
import io.riverrank.tools.bench.advice.Choice;
import io.riverrank.tools.bench.raw.LimitSweep;
import io.riverrank.tools.bench.raw.RawModel;
import javax.annotation.Nullable;

/**
 * What the parts are compared with: the fastest plain session that this machine has for the model.
 *
 * @param model owned by whoever opened it
 * @param choice of file, provider and precision; null for the job's own
 */
record Limit(RawModel model, LimitSweep.Best best, @Nullable Choice choice) {

  /**
   * @param precision that its provider computes in
   */
  boolean isOf(Choice other, Precision precision) {
    return model.directory().onnxFile().endsWith(other.file())
        && model.device().provider() == other.provider()
        && precision == other.precision();
  }

  /** The faster one, this if they are equal. */
  Limit orFaster(Limit other) {
    return other.best.pairsPerSecond() > best.pairsPerSecond() ? other : this;
  }
}
