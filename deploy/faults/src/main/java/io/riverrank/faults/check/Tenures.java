package io.riverrank.faults.check;

import io.riverrank.faults.traffic.Plan;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which model may answer when, in a job that is commanded: from the command that lets it answer
 * until the one that takes it back is done and in a checkpoint, since a job that comes back from an
 * older one reads requests and commands again, and side by side. Without any, every model may.
 */
public final class Tenures {

  private final List<Tenure> all = new CopyOnWriteArrayList<>();

  private static final class Tenure {
    private final String fingerprint;
    private final long fromMs;
    private volatile boolean ended;
    private volatile long untilNanos;

    private Tenure(String fingerprint, long fromMs) {
      this.fingerprint = fingerprint;
      this.fromMs = fromMs;
    }

    private boolean covers(Plan plan, long scoredAtMs) {
      return scoredAtMs >= fromMs && !(ended && plan.begunAfter(untilNanos));
    }
  }

  /** The job began with this model, unless another was named before. */
  public void beganWith(String fingerprint) {
    if (all.isEmpty()) {
      all.add(new Tenure(fingerprint, 0));
    }
  }

  /** The model may answer from now on. */
  public void begin(String fingerprint) {
    if (all.stream().noneMatch(known -> isOpen(known, fingerprint))) {
      all.add(new Tenure(fingerprint, System.currentTimeMillis()));
    }
  }

  /** No query that begins from now on may be answered by the model. */
  public void end(String fingerprint) {
    all.stream()
        .filter(known -> isOpen(known, fingerprint))
        .forEach(
            known -> {
              known.untilNanos = System.nanoTime();
              known.ended = true;
            });
  }

  private static boolean isOpen(Tenure tenure, String fingerprint) {
    return !tenure.ended && tenure.fingerprint.equals(fingerprint);
  }

  /** Whether a query may have been answered by the model. */
  boolean allow(String fingerprint, Plan plan, long scoredAtMs) {
    return all.isEmpty()
        || all.stream()
            .anyMatch(
                tenure ->
                    tenure.fingerprint.equals(fingerprint) && tenure.covers(plan, scoredAtMs));
  }
}
