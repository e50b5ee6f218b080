package io.riverrank.schemas.monitoring;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * A rule fires or is over, for one segment and model.
 *
 * @param figure null for a rule about missing data
 * @param model fingerprint; null if the rule is about all of them, or results name none
 * @param value of the figure in the window that decided; null where there was none
 * @param threshold that the rule compares with; null where it has none
 * @param eValue of a sequential rule; null for others
 * @param n queries in the window that decided
 * @param startsAtMs start of the first window of this alert, epoch milliseconds
 * @param windowEndMs end of the window that decided
 */
public record Alert(
    String rule,
    @Nullable String figure,
    Map<String, String> segment,
    @Nullable String model,
    Status status,
    @Nullable Double value,
    @Nullable Double threshold,
    @Nullable Double eValue,
    long n,
    long startsAtMs,
    long windowEndMs) {

  public Alert {
    segment = Collections.unmodifiableMap(new LinkedHashMap<>(segment));
  }

  /** On the wire by name in lower case. */
  public enum Status {
    FIRING,
    RESOLVED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
