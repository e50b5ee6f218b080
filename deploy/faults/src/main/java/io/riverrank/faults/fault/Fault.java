package io.riverrank.faults.fault;

import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;
import java.time.Duration;

/** One kind of fault. The suite knows those of {@link Faults}. */
public interface Fault {

  /** How long the suite waits for the last results of most faults. */
  Duration USUAL_SETTLING = Duration.ofSeconds(180);

  /** Its name in the table and on the command line. */
  String kind();

  /** What it breaks, in one line. */
  String description();

  /** What has to run before it begins. */
  Needs needs();

  /**
   * Sends queries and breaks something {@code times} times meanwhile; checks that it was really
   * broken. The suite then waits for all results and compares them; a fault with a job of its own
   * does so itself ({@link Trial#judged}).
   *
   * @throws Exception if it could not be broken, or did not recover
   */
  void run(Trial trial, int times) throws Exception;

  /** How often it is injected in the full suite. */
  default int times() {
    return 5;
  }

  /** How often it is injected in the quick suite; 0 leaves it out. */
  default int quickTimes() {
    return 1;
  }

  /** How long the suite waits for the last results. */
  default Duration settling() {
    return USUAL_SETTLING;
  }
}
