package io.riverrank.faults.check;

import java.util.List;

/** What the pairs of one query score outside of Flink. */
interface Scores {

  /**
   * @param fingerprint of the model that a result names
   * @return one score a document, in order
   * @throws IllegalArgumentException if no job ran with such a model
   */
  List<DirectScore> of(String fingerprint, String query, List<String> documents);
}
