package io.riverrank.faults.fault;

import io.riverrank.faults.trial.JobSpec;
import io.riverrank.faults.trial.Setup;

/** The job of the faults with much state: a tiny model, RocksDB, raised limits. */
final class BigState {

  private BigState() {}

  static JobSpec job(Setup setup) {
    return JobSpec.USUAL
        .withModel(setup.tinyModel("xlmr-tiny").toString())
        .with("state.backend.type", "rocksdb")
        .with("rerank.batch.token-budget", "4096")
        .with("rerank.limits.candidates", "30000")
        .with("rerank.limits.open-groups", "2000000");
  }
}
