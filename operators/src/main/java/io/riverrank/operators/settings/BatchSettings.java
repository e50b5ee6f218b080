package io.riverrank.operators.settings;

import java.io.Serializable;

/**
 * How large a micro-batch may be.
 *
 * @param tokenBudget rows × padded length at most; one pair longer than this runs alone
 * @param maxRows pairs at most
 * @param lingerMs how long a free session waits for a batch to fill, milliseconds; 0 not at all
 */
public record BatchSettings(int tokenBudget, int maxRows, long lingerMs, PaddingSettings padding)
    implements Serializable {

  /** Padded as the provider wants it. */
  public BatchSettings(int tokenBudget, int maxRows, long lingerMs) {
    this(tokenBudget, maxRows, lingerMs, PaddingSettings.DEFAULT);
  }
}
