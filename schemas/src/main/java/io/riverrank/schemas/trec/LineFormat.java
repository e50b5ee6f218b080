package io.riverrank.schemas.trec;

import javax.annotation.Nullable;

/**
 * Makes a record of one line. Without state, so one instance serves all threads.
 *
 * @param <T> the record
 */
@FunctionalInterface
public interface LineFormat<T> {

  /**
   * @param line without its line break; not blank
   * @return null if the line is none of the records, such as a header
   */
  @Nullable
  T parse(String line) throws MalformedLineException;
}
