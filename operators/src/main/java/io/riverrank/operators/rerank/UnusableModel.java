package io.riverrank.operators.rerank;

import io.riverrank.operators.model.ModelException;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** What an operator throws when its model can't be used. */
final class UnusableModel {
  private UnusableModel() {}

  /** The same files would fail again after every restart, so there is none unless it may help. */
  static RuntimeException toThrow(ModelException failure) {
    return failure.isTransient() ? failure : new SuppressRestartsException(failure);
  }
}
