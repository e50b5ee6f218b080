package io.riverrank.operators.settings;

import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * Which shapes micro-batches are padded to.
 *
 * @param lengthMultiple each pair's length is rounded up to a multiple of it, and only equal ones
 *     run together; null for the provider's own
 * @param fillRows whether rows are filled up to as many as the limits allow at that length
 */
public record PaddingSettings(@Nullable Integer lengthMultiple, boolean fillRows)
    implements Serializable {
  public static final PaddingSettings DEFAULT = new PaddingSettings(null, false);
}
