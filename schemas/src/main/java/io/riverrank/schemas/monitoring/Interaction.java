package io.riverrank.schemas.monitoring;

import java.util.Locale;
import javax.annotation.Nullable;

/**
 * What a person did with one document of a result.
 *
 * @param rank where the document was shown, from 1; null if the sender didn't say
 * @param eventTimeMs epoch milliseconds
 */
public record Interaction(
    String queryId, String docId, Type type, @Nullable Integer rank, long eventTimeMs) {

  /** On the wire by name in lower case. */
  public enum Type {
    IMPRESSION,
    CLICK,
    CONVERSION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
