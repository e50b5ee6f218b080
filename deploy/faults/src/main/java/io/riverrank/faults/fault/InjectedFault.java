package io.riverrank.faults.fault;

import io.riverrank.faults.traffic.Mix;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;

/** A fault that is injected at random moments while queries flow, again after each recovery. */
abstract class InjectedFault implements Fault {

  private final String kind;
  private final String description;
  private final Needs needs;

  InjectedFault(String kind, String description, Needs needs) {
    this.kind = kind;
    this.description = description;
    this.needs = needs;
  }

  /** Breaks it once. */
  abstract void inject(Trial trial) throws Exception;

  /** The queries that flow. */
  Mix mix() {
    return Mix.USUAL;
  }

  @Override
  public final String kind() {
    return kind;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final Needs needs() {
    return needs;
  }

  @Override
  public final void run(Trial trial, int times) throws Exception {
    trial.startFlow(mix());
    for (int i = 0; i < times; i++) {
      trial.awaitRandomMoment();
      trial.inject(() -> inject(trial));
      trial.awaitRecovery();
    }
  }
}
