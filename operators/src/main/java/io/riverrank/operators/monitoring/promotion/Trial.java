package io.riverrank.operators.monitoring.promotion;

import io.riverrank.operators.monitoring.alerts.sequential.EProcess;
import io.riverrank.operators.monitoring.alerts.sequential.TwoSamples;
import io.riverrank.operators.monitoring.alerts.sequential.UnitMoments;
import javax.annotation.Nullable;

/**
 * What is known of a challenger.
 *
 * @param beganMs start of its first window, epoch milliseconds
 * @param lastEndMs end of its last window, epoch milliseconds
 * @param own its values
 * @param champion the champion's values beside them
 * @param notWorse evidence that it isn't worse by the margin
 * @param worse evidence that it is worse by more
 * @param verdict null until there is one
 * @param firing whether the alert of its rollback is not over
 */
record Trial(
    String challenger,
    long beganMs,
    long lastEndMs,
    Arm own,
    Arm champion,
    EProcess notWorse,
    EProcess worse,
    @Nullable Verdict verdict,
    boolean firing) {

  /** Once for each challenger. */
  enum Verdict {
    PROMOTE,
    ROLLBACK
  }

  static Trial of(String challenger, long beganMs) {
    return new Trial(
        challenger,
        beganMs,
        beganMs,
        Arm.EMPTY,
        Arm.EMPTY,
        EProcess.start(),
        EProcess.start(),
        null,
        false);
  }

  Trial seen(long endMs) {
    return new Trial(challenger, beganMs, endMs, own, champion, notWorse, worse, verdict, firing);
  }

  /**
   * With one more window, whose moments are in [0, 1], more is better.
   *
   * @param margin in [0, 1], too
   * @param centre a guess of the champion's mean from before the window
   */
  Trial with(UnitMoments ofOwn, UnitMoments ofChampion, double margin, double centre) {
    return new Trial(
        challenger,
        beganMs,
        lastEndMs,
        own.with(ofOwn),
        champion.with(ofChampion),
        TwoSamples.after(notWorse, ofOwn, ofChampion, -margin, centre),
        TwoSamples.after(worse, ofChampion, ofOwn, margin, centre - margin),
        verdict,
        firing);
  }

  /** As far as the evidence goes; null if it doesn't go far enough. */
  @Nullable
  Verdict found(double alpha) {
    double needed = -Math.log(alpha);
    if (worse.logValue() >= needed) {
      return Verdict.ROLLBACK;
    }
    return notWorse.logValue() >= needed ? Verdict.PROMOTE : null;
  }

  Trial decided(Verdict found) {
    return new Trial(
        challenger,
        beganMs,
        lastEndMs,
        own,
        champion,
        notWorse,
        worse,
        found,
        found == Verdict.ROLLBACK);
  }

  Trial over() {
    return new Trial(
        challenger, beganMs, lastEndMs, own, champion, notWorse, worse, verdict, false);
  }

  /** For its verdict. */
  double eValue() {
    return (verdict == Verdict.ROLLBACK ? worse : notWorse).value();
  }
}
