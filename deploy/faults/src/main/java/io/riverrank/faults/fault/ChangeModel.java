package io.riverrank.faults.fault;

import io.riverrank.faults.traffic.Plan;
import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Setup;
import io.riverrank.faults.trial.Trial;
import java.io.IOException;
import java.util.List;

/** Another model after a savepoint: what was not emitted is scored anew, whole. */
final class ChangeModel extends ChangeJob {

  ChangeModel(Setup setup) {
    super(
        "change-model",
        "stop with savepoint, start with another model",
        List.of(
            JobSpec.USUAL,
            JobSpec.USUAL.withModel(setup.tinyModel("xlmr-tiny").toString()),
            JobSpec.USUAL.withModel(setup.tinyModel("gte-tiny").toString())));
  }

  @Override
  void beforeStart(Trial trial, JobSpec spec) throws IOException {
    String fingerprint = trial.bench().models().load(spec.model()).fingerprint();
    // All that the old model made is committed now.
    trial.workload().reader().catchUp();
    List<Plan> unemitted =
        trial.inputs().plans().stream()
            .filter(Plan::hasResult)
            .filter(plan -> trial.workload().observed().of(plan.queryId()).results().isEmpty())
            .toList();
    if (unemitted.isEmpty()) {
      throw new IllegalStateException("no query was in flight");
    }
    unemitted.forEach(plan -> plan.requireModel(fingerprint));
  }
}
