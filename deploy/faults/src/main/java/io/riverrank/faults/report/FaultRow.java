package io.riverrank.faults.report;

import io.riverrank.faults.check.Verdict;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What came of one kind of fault.
 *
 * @param wanted how often it was to be injected
 * @param injected how often it was
 * @param verdict null if nothing could be checked
 * @param recoverySeconds of each injection
 * @param notes what else is to be said, one sentence each
 * @param problem what went wrong with the fault itself, one sentence; null if nothing did
 */
public record FaultRow(
    String kind,
    int wanted,
    int injected,
    @Nullable Verdict verdict,
    List<Double> recoverySeconds,
    List<String> notes,
    @Nullable String problem) {

  public FaultRow {
    recoverySeconds = List.copyOf(recoverySeconds);
    notes = List.copyOf(notes);
  }

  /** Whether it was injected as often as wanted, and nothing is lost, doubled or different. */
  public boolean isPassed() {
    return problem == null && injected >= wanted && verdict != null && verdict.isClean();
  }
}
