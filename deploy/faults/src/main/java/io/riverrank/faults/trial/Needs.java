package io.riverrank.faults.trial;

/**
 * What a fault needs to find running.
 *
 * @param highAvailability whether jobs outlive the job manager
 */
public record Needs(boolean highAvailability, JobSpec job) {

  /** The usual job, on a cluster whose jobs outlive the job manager. */
  public static final Needs USUAL = of(JobSpec.USUAL);

  /** This job, on a cluster whose jobs outlive the job manager. */
  public static Needs of(JobSpec job) {
    return new Needs(true, job);
  }
}
