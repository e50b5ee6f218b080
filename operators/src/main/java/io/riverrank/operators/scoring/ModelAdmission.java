package io.riverrank.operators.scoring;

import io.riverrank.operators.model.ModelDirectory;

/** Says whether a model whose files are there and right may be loaded now. */
@FunctionalInterface
public interface ModelAdmission {

  /** Any model. */
  ModelAdmission ANY = directory -> {};

  /**
   * @throws io.riverrank.operators.model.ModelException if it may not
   */
  void check(ModelDirectory directory);
}
