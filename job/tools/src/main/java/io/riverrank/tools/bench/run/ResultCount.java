package io.riverrank.tools.bench.run;

import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.bench.load.Workload;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Counts results, and their pairs that have a score. */
final class ResultCount extends RichMapFunction<RerankResult, RerankResult> {
  private static final String RESULTS = "results";
  private static final String SCORED = "scored";

  private static final long serialVersionUID = 1;

  private final LongCounter results = new LongCounter();
  private final LongCounter scored = new LongCounter();

  @Override
  public void open(OpenContext context) {
    getRuntimeContext().addAccumulator(RESULTS, results);
    getRuntimeContext().addAccumulator(SCORED, scored);
  }

  @Override
  public RerankResult map(RerankResult result) {
    results.add(1L);
    scored.add(result.results().size());
    return result;
  }

  static void requireAll(JobExecutionResult job, Workload workload) {
    long results = job.<Long>getAccumulatorResult(RESULTS);
    long scored = job.<Long>getAccumulatorResult(SCORED);
    if (results != workload.events().size() || scored != workload.pairs()) {
      throw new UserException(
          "the operator gave %s with %s for %s with %s"
              .formatted(
                  Counted.of(results, "result"),
                  Counted.of(scored, "score"),
                  Counted.of(workload.events().size(), "event"),
                  Counted.of(workload.pairs(), "pair")));
    }
  }
}
