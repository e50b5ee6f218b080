package io.riverrank.faults.progress;

import java.util.Map;
import java.util.TreeMap;

/**
 * What makes two runs of the suite parts of one table.
 *
 * @param commit that is checked out, without a change
 * @param options of the command line that decide what is injected, by name
 */
public record RunIdentity(String commit, Map<String, String> options) {

  public RunIdentity {
    options = new TreeMap<>(options);
  }

  /**
   * @throws SavedTableException naming what differs
   */
  void requireSame(RunIdentity saved) throws SavedTableException {
    if (!commit.equals(saved.commit)) {
      throw new SavedTableException(
          "holds a table of commit %s, and this is %s; check that one out, or give another folder"
              .formatted(saved.commit, commit));
    }
    if (!options.equals(saved.options)) {
      throw new SavedTableException(
          "holds a table of a run with the options %s, and these are %s; give the same, or another folder"
              .formatted(saved.options, options));
    }
  }
}
