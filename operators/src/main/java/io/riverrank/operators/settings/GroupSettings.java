package io.riverrank.operators.settings;

import java.io.Serializable;

/**
 * When a group whose members arrive one by one ends without being complete, and how long its id is
 * remembered.
 *
 * @param timeoutMs event time after the largest member time, milliseconds
 * @param idleTimeoutMs processing time without any input, milliseconds; 0 for never. It is never
 *     over before the input says that it is idle
 * @param idlenessMs processing time without an event after which the input says that it is idle,
 *     milliseconds; 0 if it never does
 * @param tombstoneMs how long an emitted query id is remembered, milliseconds of the time domain in
 *     which it ended; 0 for not at all, {@link #FOREVER} as long as there is state
 */
public record GroupSettings(long timeoutMs, long idleTimeoutMs, long idlenessMs, long tombstoneMs)
    implements Serializable {

  /** As long as the job has state. */
  public static final long FOREVER = Long.MAX_VALUE;
}
