package io.riverrank.operators.settings;

import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * How large a micro-batch may be.
 *
 * @param tokenBudget rows × padded length at most; null for the device's own
 * @param maxRows pairs at most
 * @param lingerMs how long a free session waits for a batch to fill, milliseconds; 0 not at all
 */
public record BatchSettings(
    @Nullable Integer tokenBudget, int maxRows, long lingerMs, PaddingSettings padding)
    implements Serializable {

  /** Padded as the provider wants it. */
  public BatchSettings(@Nullable Integer tokenBudget, int maxRows, long lingerMs) {
    this(tokenBudget, maxRows, lingerMs, PaddingSettings.DEFAULT);
  }
}
