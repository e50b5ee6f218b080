package io.riverrank.operators.monitoring.alerts.rules;

import javax.annotation.Nullable;

/**
 * Nothing comes any more. Its windows have one length, which its head names.
 *
 * @param data that must come
 * @param forMs shortest duration without, in milliseconds
 * @param silence time of day in which none is expected; null: always expected
 */
public record MissingDataRule(RuleHead head, Data data, long forMs, @Nullable Silence silence)
    implements Rule {

  private static final long serialVersionUID = 1;

  /** That is awaited. */
  public enum Data {
    RESULTS,
    JUDGEMENTS
  }

  /** Milliseconds between two instants in which data is expected. */
  public long expectedMs(long fromMs, long toMs) {
    return Math.max(0, toMs - fromMs) - (silence == null ? 0 : silence.overlapMs(fromMs, toMs));
  }
}
