package io.riverrank.faults.fault;

import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Needs;
import io.riverrank.faults.trial.Trial;
import io.riverrank.faults.trial.Workload;
import java.util.List;

/** Stops the job with a savepoint and starts it with the next of some settings, round and round. */
class ChangeJob extends InjectedFault {

  private final List<JobSpec> specs;
  private int next = 1;

  /**
   * @param specs the first is what the job starts with
   */
  ChangeJob(String kind, String description, List<JobSpec> specs) {
    super(kind, description, Needs.of(specs.get(0)));
    this.specs = List.copyOf(specs);
  }

  /** One subtask, three, two. */
  static ChangeJob rescale() {
    return new ChangeJob(
        "rescale",
        "stop with savepoint, start with another parallelism: 1, 3, 2",
        List.of(
            JobSpec.USUAL.withParallelism(1),
            JobSpec.USUAL.withParallelism(3),
            JobSpec.USUAL.withParallelism(2)));
  }

  /** Batches of other sizes, down to single pairs. */
  static ChangeJob rebatch() {
    return new ChangeJob(
        "rebatch",
        "stop with savepoint, start with another token budget and batch size",
        List.of(
            batches("1024", "64"), batches("4096", "7"), batches("96", "64"), batches("512", "1")));
  }

  private static JobSpec batches(String tokens, String rows) {
    return JobSpec.USUAL
        .with("rerank.batch.token-budget", tokens)
        .with("rerank.batch.max-rows", rows);
  }

  @Override
  void inject(Trial trial) throws Exception {
    JobSpec spec = specs.get(next++ % specs.size());
    Workload workload = trial.workload();
    String savepoint = workload.job().stop();
    beforeStart(trial, spec);
    workload.submit(trial.bench().cluster(), spec, savepoint);
  }

  /** What is to be done while no job runs. */
  void beforeStart(Trial trial, JobSpec spec) throws Exception {}
}
