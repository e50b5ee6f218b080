package io.riverrank.faults.fault;

import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;

/** SIGKILL for a task manager; another takes its place. */
final class KillTaskManager extends InjectedFault {

  KillTaskManager() {
    super("kill-taskmanager", "kill -9 of a task manager", Needs.USUAL);
  }

  /** The same under another name and for another job. */
  KillTaskManager(String kind, String description, Needs needs) {
    super(kind, description, needs);
  }

  @Override
  void inject(Trial trial) throws Exception {
    trial.killTaskManager();
  }
}
