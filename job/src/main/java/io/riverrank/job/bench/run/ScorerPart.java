package io.riverrank.job.bench.run;

import io.riverrank.job.bench.load.Workload;
import io.riverrank.job.bench.measure.BatchRecorder;
import io.riverrank.job.bench.measure.PartRun;
import io.riverrank.job.bench.measure.UsageMeter;
import io.riverrank.job.cli.CommandException;
import io.riverrank.operators.scoring.CrossEncoder;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.operators.settings.RerankSettings;
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
          throw new CommandException("the scorer failed on a pair: " + score.error());
        }
      }
      return PartRun.steady(recorder.stop(), meter);
    }
  }
}
