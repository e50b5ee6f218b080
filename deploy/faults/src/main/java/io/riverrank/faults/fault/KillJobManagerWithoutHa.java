package io.riverrank.faults.fault;

import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;
import io.riverrank.faults.trial.Workload;
import java.nio.file.Path;
import java.util.List;

/** SIGKILL for a job manager that nobody stands in for; the job is submitted again by hand. */
final class KillJobManagerWithoutHa extends InjectedFault {

  KillJobManagerWithoutHa() {
    super(
        "resubmit",
        "kill -9 of the job manager without ZooKeeper, resubmission from the retained checkpoint",
        new Needs(false, JobSpec.USUAL));
  }

  @Override
  void inject(Trial trial) throws Exception {
    Workload workload = trial.workload();
    trial.bench().cluster().killJobManager();
    trial.bench().cluster().awaitComplete();
    List<Path> checkpoints = workload.job().retainedCheckpoints();
    if (checkpoints.isEmpty()) {
      throw new IllegalStateException("no checkpoint was retained");
    }
    workload.submit(
        trial.bench().cluster(), workload.spec(), checkpoints.get(0).toUri().toString());
  }
}
