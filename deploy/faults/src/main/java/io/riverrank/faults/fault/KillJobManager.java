package io.riverrank.faults.fault;

import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;

/** SIGKILL for the job manager; the next one finds the job in ZooKeeper. */
final class KillJobManager extends InjectedFault {

  KillJobManager() {
    super("kill-jobmanager", "kill -9 of the job manager, with ZooKeeper", Needs.USUAL);
  }

  @Override
  void inject(Trial trial) throws Exception {
    trial.bench().cluster().killJobManager();
  }
}
