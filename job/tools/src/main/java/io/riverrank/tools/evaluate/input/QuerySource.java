package io.riverrank.tools.evaluate.input;

import java.io.IOException;
import javax.annotation.Nullable;

/** Judged queries, one after the other. */
public interface QuerySource extends AutoCloseable {

  /**
   * @return null at the end
   * @throws io.riverrank.job.errors.UserException if there is something else
   */
  @Nullable
  JudgedQuery next() throws IOException;

  @Override
  void close() throws IOException;
}
