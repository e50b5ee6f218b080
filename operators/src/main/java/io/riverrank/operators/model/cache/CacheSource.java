package io.riverrank.operators.model.cache;

import java.io.IOException;
import java.nio.file.Path;

/** Where a folder's content comes from if the cache has not got it. */
public interface CacheSource {

  /** Bytes that {@link #copyTo} will write, for making room before; 0 if that is not known. */
  long bytes() throws IOException;

  /** Writes the content into a folder that is there and empty. */
  void copyTo(Path folder) throws IOException;
}
