package io.riverrank.faults.trial;

import javax.annotation.Nullable;

/**
 * What a fault needs to find running.
 *
 * @param highAvailability whether jobs outlive the job manager
 * @param job null for none: every slot is free for what the fault runs itself
 */
public record Needs(boolean highAvailability, @Nullable JobSpec job) {

  /** Free slots, on a cluster whose jobs outlive the job manager. */
  public static final Needs FREE_SLOTS = new Needs(true, null);

  /** The usual job, on a cluster whose jobs outlive the job manager. */
  public static final Needs USUAL = of(JobSpec.USUAL);

  /** This job, on a cluster whose jobs outlive the job manager. */
  public static Needs of(JobSpec job) {
    return new Needs(true, job);
  }
}
