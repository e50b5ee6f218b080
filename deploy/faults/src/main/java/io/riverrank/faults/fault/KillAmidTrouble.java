package io.riverrank.faults.fault;

import io.riverrank.faults.traffic.Mix;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;

/** Groups that never complete, late members and duplicates, while a task manager is killed. */
final class KillAmidTrouble extends InjectedFault {

  KillAmidTrouble() {
    super(
        "groups",
        "kill -9 of a task manager amid groups that never complete, late members and duplicates",
        Needs.USUAL);
  }

  @Override
  Mix mix() {
    return Mix.TROUBLE;
  }

  @Override
  void inject(Trial trial) throws Exception {
    trial.killTaskManager();
  }
}
