package io.riverrank.operators.batching;

/** Why a micro-batch went when it did. */
public enum FlushReason {
  /** Its token budget was full. */
  BUDGET,
  /** It had as many rows as are allowed. */
  ROWS,
  /** The session was free and took the pairs of near length that there were, or most of them. */
  FREE,
  /** The linger was over. */
  LINGER
}
