package io.riverrank.operators.model;

import io.riverrank.operators.model.cache.CacheSource;
import java.io.IOException;
import java.nio.file.Path;

/** Where a model comes from that is no folder of this machine yet. */
interface ModelSource extends CacheSource {

  /** The model's own name, and its folder's. */
  String name();

  /**
   * What tells this content from any other: equal where the files are, and different where one of
   * them is another.
   *
   * @throws IOException if the place can't be read now
   * @throws ModelException if the place has no model
   */
  String version() throws IOException;

  /**
   * Writes the model's files into a folder that is there and empty, {@link #name} not among them.
   */
  @Override
  void copyTo(Path folder) throws IOException;
}
