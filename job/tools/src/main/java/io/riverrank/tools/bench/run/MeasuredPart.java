package io.riverrank.tools.bench.run;

import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.bench.measure.PartRun;

/** A way for pairs to get scores. */
public interface MeasuredPart {

  /**
   * Sends every pair once and measures; what is started for it has ended when this returns.
   *
   * @throws io.riverrank.job.errors.UserException if a pair got no score
   */
  PartRun run(Workload workload) throws Exception;
}
