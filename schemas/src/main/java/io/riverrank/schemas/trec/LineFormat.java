package io.riverrank.schemas.trec;

/**
 * Makes a record of one line. Without state, so one instance serves all threads.
 *
 * @param <T> the record
 */
@FunctionalInterface
public interface LineFormat<T> {

  /**
   * @param line without its line break; not blank
   */
  T parse(String line) throws MalformedLineException;
}
