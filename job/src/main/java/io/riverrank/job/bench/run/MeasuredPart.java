package io.riverrank.job.bench.run;

import io.riverrank.job.bench.load.Workload;
import io.riverrank.job.bench.measure.PartRun;

/** A way for pairs to get scores. */
public interface MeasuredPart {

  /**
   * Sends every pair once and measures; what is started for it has ended when this returns.
   *
   * @throws io.riverrank.job.cli.CommandException if a pair got no score
   */
  PartRun run(Workload workload) throws Exception;
}
