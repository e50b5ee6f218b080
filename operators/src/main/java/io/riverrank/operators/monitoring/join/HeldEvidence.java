package io.riverrank.operators.monitoring.join;

/**
 * A judgement or interaction that waits for the results it may be about.
 *
 * @param late whether it came behind the watermark
 * @param used whether it was joined to a result
 */
record HeldEvidence(MonitorEvent.Evidence evidence, boolean late, boolean used) {

  HeldEvidence markUsed() {
    return used ? this : new HeldEvidence(evidence, late, true);
  }
}
