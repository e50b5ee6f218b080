package io.riverrank.tools.bench.run;

import io.riverrank.job.errors.UserException;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.tools.bench.load.Workload;
import io.riverrank.tools.bench.measure.BatchRecorder;
import io.riverrank.tools.bench.measure.PartRun;
import io.riverrank.tools.bench.measure.UsageMeter;
import java.util.List;

/** {@code CrossEncoder.predict}: tokenizing and batching, without Flink. */
public final class ScorerPart implements MeasuredPart {
  private final RerankSettings settings;

  public ScorerPart(RerankSettings settings) {
    this.settings = settings;
  }

  @Override
  public PartRun run(Workload workload) throws Exception {
    List<TextPair> pairs = workload.textPairs();
    try (CrossEncoder model =
            CrossEncoder.load(settings.model(), settings.execution(), settings.batch());
        UsageMeter meter = UsageMeter.start();
        BatchRecorder recorder = BatchRecorder.start()) {
      for (PairScore score : model.predict(pairs)) {
        if (score.error() != null) {
          throw new UserException("the scorer failed on a pair: " + score.error());
        }
      }
      return PartRun.steady(recorder.stop(), meter);
    }
  }
}
