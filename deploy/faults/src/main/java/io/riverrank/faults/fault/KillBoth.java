package io.riverrank.faults.fault;

import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;

/** SIGKILL for the job manager and a task manager at once. */
final class KillBoth extends InjectedFault {

  KillBoth() {
    super("kill-both", "kill -9 of job manager and task manager at once", Needs.USUAL);
  }

  @Override
  void inject(Trial trial) throws Exception {
    trial.bench().cluster().killJobManagerAndTaskManager(trial.random());
  }
}
